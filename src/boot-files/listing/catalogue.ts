import type { BootFileSource } from '../boot-file-source.port.js';
import { TEMPLATE_ENDING } from '../boot-file-tree.js';

/** A file of one source, by its name alone. */
export interface CatalogueEntry {
  /** Where it stands in the list; the next page begins behind it. */
  readonly key: string;
  /** The name that machines ask for. */
  readonly name: string;
  readonly source: BootFileSource;
  /** The template's own name, when it is one. */
  readonly template: string | undefined;
  /** The source whose file of this name is served instead. */
  readonly shadowedBy: string | undefined;
}

export interface CatalogueQuery {
  /** The key of the last entry of the page before. */
  readonly after?: string | undefined;
  /** Part of the name, in any case of letters. */
  readonly search?: string | undefined;
  /** The label of a source. */
  readonly source?: string | undefined;
  readonly most: number;
}

/** How long a list that somebody pages through is the same, milliseconds: folders are not walked for each page. */
const PAGED_MS = 10_000;

/** The place of a source has one digit, so that keys sort by name and then in the order of the sources. */
const MOST_SOURCES = 10;

/**
 * The names of all sources in the order of their letters, those that are shadowed too. Only names: what one page shows
 * is looked up when it is shown, so that a tree of many thousand files costs no more than walking its folders.
 */
export class Catalogue {
  private keys: readonly string[] = [];
  private walkedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly sources: readonly BootFileSource[]) {
    if (sources.length > MOST_SOURCES) throw new Error(`more than ${MOST_SOURCES} sources of boot files`);
  }

  /** A first page is always what lies there now. */
  async page({ after, search, source, most }: CatalogueQuery): Promise<readonly CatalogueEntry[]> {
    if (after === undefined || performance.now() - this.walkedAt > PAGED_MS) await this.walk();
    const { keys } = this;
    const part = search?.toLowerCase();
    const entries: CatalogueEntry[] = [];
    for (let at = after === undefined ? 0 : firstBehind(keys, after); at < keys.length && entries.length < most; at++) {
      const entry = this.entryAt(at);
      if (part !== undefined && !entry.name.toLowerCase().includes(part)) continue;
      if (source === undefined || source === entry.source.label) entries.push(entry);
    }
    return entries;
  }

  /** All that the sources have by this very name, the one that is served first. */
  async named(name: string): Promise<readonly CatalogueEntry[]> {
    await this.walk();
    const entries: CatalogueEntry[] = [];
    for (let at = firstBehind(this.keys, `${name}\0`); at < this.keys.length; at++) {
      const entry = this.entryAt(at);
      if (entry.name !== name) break;
      entries.push(entry);
    }
    return entries;
  }

  private async walk(): Promise<void> {
    const keys: string[] = [];
    for (const [place, source] of this.sources.entries()) {
      for (const name of await source.names()) keys.push(keyOf(name, place));
    }
    // Without a function to compare by, which for as many strings takes several times as long.
    this.keys = keys.sort();
    this.walkedAt = performance.now();
  }

  private entryAt(at: number): CatalogueEntry {
    const key = this.keys[at] ?? '';
    const name = nameOf(key);
    let first = at;
    while (first > 0 && nameOf(this.keys[first - 1] ?? '') === name) first--;
    const source = this.sourceOf(key);
    return {
      key,
      name,
      source,
      template: key.endsWith(TEMPLATE_MARK) ? `${name}${TEMPLATE_ENDING}` : undefined,
      shadowedBy: first === at ? undefined : this.sourceOf(this.keys[first] ?? '').label,
    };
  }

  private sourceOf(key: string): BootFileSource {
    const source = this.sources[Number(key.charAt(key.indexOf('\0') + 1))];
    if (source === undefined) throw new Error(`no source of boot files has the key ${JSON.stringify(key)}`);
    return source;
  }
}

/** Behind the plain file of the same source, which is served instead. */
const TEMPLATE_MARK = 't';

/** No name contains a NUL, which sorts before everything that names contain. */
function keyOf(listed: string, place: number): string {
  return listed.endsWith(TEMPLATE_ENDING)
    ? `${listed.slice(0, -TEMPLATE_ENDING.length)}\0${place}${TEMPLATE_MARK}`
    : `${listed}\0${place}`;
}

const nameOf = (key: string): string => key.slice(0, key.indexOf('\0'));

/** The first place whose key comes behind this one. */
function firstBehind(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
