import { readdirSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BootFileSource, noSuchFile, spellAmong } from '../boot-file-source.port.js';
import { identityOf, type BootFileLookup } from '../boot-file.js';
import type { SystemLoaderRow } from './system-loader.table.js';

/** The boot loaders that packages of the host's distribution installed, as they were found at start. */
export class SystemLoadersSource extends BootFileSource {
  override readonly label = 'system';
  private readonly pathOf = new Map<string, string>();
  /** The packages of which something was found. */
  readonly packages: readonly string[];

  constructor(rows: readonly SystemLoaderRow[]) {
    super();
    const packages = new Set<string>();
    for (const row of rows) {
      if (row.beside !== undefined && filesOf(row.beside).length === 0) continue;
      for (const file of filesOf(row)) {
        packages.add(row.label);
        for (const name of row.names(file)) if (!this.pathOf.has(name)) this.pathOf.set(name, join(row.folder, file));
      }
    }
    this.packages = [...packages];
  }

  /** Was it there at start? Asked while a packet waits. */
  has(name: string): boolean {
    return this.pathOf.has(name);
  }

  override async find(name: string): Promise<BootFileLookup> {
    const installed = this.pathOf.get(name);
    if (installed === undefined) return noSuchFile(`no package of this host has installed ${name}`);
    try {
      const path = await realpath(installed);
      const status = await stat(path, { bigint: true });
      const [size, changedAt] = [Number(status.size), Number(status.mtimeMs)];
      return { kind: 'found', file: { kind: 'disk', name, path, size, identity: identityOf(status), changedAt } };
    } catch (error) {
      return noSuchFile(`${installed} was there at start and cannot be read now (${String(error)})`);
    }
  }

  override spell(name: string): Promise<string | undefined> {
    return Promise.resolve(spellAmong(this.pathOf.keys(), name));
  }

  override names(): Promise<readonly string[]> {
    return Promise.resolve([...this.pathOf.keys()]);
  }
}

/** In the order of their names; a folder that is not there has none. */
function filesOf({ folder, files }: Pick<SystemLoaderRow, 'folder' | 'files'>): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => files.test(name))
      .sort();
  } catch {
    return [];
  }
}
