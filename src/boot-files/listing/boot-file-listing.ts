import { Injectable } from '@nestjs/common';
import { encodeTextCursor, type Page } from '../../api/paging.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { formatInstant } from '../../values/instant.js';
import { NOBODY } from '../asking-client.js';
import { BootFileTree } from '../boot-file-tree.js';
import type { BootFileLookup } from '../boot-file.js';
import { Fetches } from '../fetches/fetches.js';
import type { BootFileRecord, BootFileView } from './boot-file.view.js';
import { Catalogue, type CatalogueEntry } from './catalogue.js';
import { FileSums } from './file-sums.js';

export interface ListingQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
  readonly source?: string | undefined;
}

/** Files that are looked up at the same time: transfers open theirs meanwhile. */
const AT_ONCE = 32;
/** A list waits for sums so long and no longer, milliseconds: those of a few loaders are there at once. */
const PATIENCE_MS = 250;
/** The record of one file waits longer: an image of 4 GB takes some ten seconds. */
const LONG_PATIENCE_MS = 60_000;

/** Everything that machines may fetch and that does not depend on who asks, as REST shows it. */
@Injectable()
export class BootFileListing {
  private readonly catalogue: Catalogue;

  constructor(
    tree: BootFileTree,
    private readonly sums: FileSums,
    private readonly fetches: Fetches,
    private readonly directory: MachineDirectory,
  ) {
    this.catalogue = new Catalogue(tree.sources);
  }

  async page({ limit, cursor, search, source }: ListingQuery): Promise<Page<BootFileView>> {
    const entries = await this.catalogue.page({ after: cursor, search, source, most: limit + 1 });
    const shown = entries.slice(0, limit);
    const items = await this.views(shown, PATIENCE_MS);
    const last = shown.at(-1);
    return { items, nextCursor: entries.length > limit && last !== undefined ? encodeTextCursor(last.key) : null };
  }

  /** The file of this name that is served, and what it hides; undefined when no source has one. */
  async record(name: string): Promise<BootFileRecord | undefined> {
    const [first, ...hides] = await this.views(await this.catalogue.named(name), LONG_PATIENCE_MS);
    return first && { ...first, hides };
  }

  private async views(entries: readonly CatalogueEntry[], patience: number): Promise<BootFileView[]> {
    const lookups: (BootFileLookup | undefined)[] = [];
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const some = entries.slice(at, at + AT_ONCE);
      lookups.push(...(await Promise.all(some.map((entry) => lookUp(entry)))));
    }
    await this.waitForSums(lookups, patience);
    return entries.map((entry, index) => this.view(entry, lookups[index]));
  }

  private async waitForSums(lookups: readonly (BootFileLookup | undefined)[], patience: number): Promise<void> {
    const unknown = lookups.flatMap((lookup) =>
      lookup?.kind === 'found' && lookup.file.kind === 'disk' && this.sums.knownOf(lookup.file) === undefined
        ? [this.sums.sumOf(lookup.file)]
        : [],
    );
    if (unknown.length === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([Promise.all(unknown), tired]);
    clearTimeout(timer);
  }

  private view({ name, source, template, shadowedBy }: CatalogueEntry, lookup: BootFileLookup | undefined) {
    const file = lookup?.kind === 'found' ? lookup.file : undefined;
    const onDisk = file?.kind === 'disk' ? file : undefined;
    const last = shadowedBy === undefined ? this.fetches.lastFetches.of(name) : undefined;
    const machine = last?.machineId == null ? undefined : this.directory.byId(last.machineId);
    return {
      path: name,
      size: file?.size ?? null,
      sha256: (onDisk && this.sums.knownOf(onDisk)) ?? null,
      modifiedAt: onDisk ? formatInstant(Math.floor(onDisk.changedAt)) : null,
      source: source.label,
      template: template ?? null,
      shadowedBy: shadowedBy ?? null,
      problem: lookup?.kind === 'none' ? lookup.problem : null,
      lastFetch: last
        ? {
            at: formatInstant(last.at),
            address: last.address,
            machineId: last.machineId,
            hostname: machine?.hostname ?? null,
          }
        : null,
    };
  }
}

/** A template has neither size nor sum of its own. */
async function lookUp({ source, name, template }: CatalogueEntry): Promise<BootFileLookup | undefined> {
  return template === undefined ? source.find(name, NOBODY) : undefined;
}
