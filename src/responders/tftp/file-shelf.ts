import { close, constants, fstat, open, read, type BigIntStats } from 'node:fs';
import { identityOf, type BootFile, type DiskFile, type MemoryFile } from '../../boot-files/boot-file.js';
import { fail, ok, type Result } from '../../values/result.js';
import { encodeNetascii, netasciiLength } from '../../wire/tftp/netascii.codec.js';
import { PageCache, type Page } from './page-cache.js';
import type { ReadProblem } from './transfer-outcome.js';

/** Octets of a file that are read at once. */
export const PAGE_BYTES = 64 * 1024;

/** A file as one transfer sees it: its octets in the mode of the transfer, in pages that follow each other. */
export interface ServedFile {
  /** Octets that the client gets. */
  readonly size: number;
  /** The next page if it is in memory. */
  take(index: number): Page | undefined;
  load(index: number): Promise<Page>;
  release(page: Page): void;
  /** The file is not needed any more; pages still held must be released first. */
  close(): void;
}

/** The kernel's descriptor of one version of a file, shared by all transfers of it. */
interface OpenFile {
  readonly descriptor: number;
  readonly size: number;
  readonly identity: string;
  users: number;
  /** Where each page begins in netascii, once somebody has asked for that; one more entry than pages: the size. */
  netascii: Promise<readonly number[]> | undefined;
}

/** Nothing may hang on a pipe or follow a link that was put in place after the file was admitted. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Another version of the file, or less of it, than was admitted. */
class FileChanged extends Error {
  constructor() {
    super('the file changed while it was being served');
  }
}

/** What kept us from reading a file; `why` is for the operator. */
export interface FileProblem {
  readonly reason: ReadProblem;
  readonly why: string;
}

/** Reads what opening or reading a file threw. */
export function fileProblemOf(error: unknown): FileProblem {
  const reason = error instanceof FileChanged ? 'file-changed' : 'unreadable-file';
  return { reason, why: error instanceof Error ? error.message : String(error) };
}

function openDescriptor(path: string): Promise<number> {
  return new Promise((resolve, reject) =>
    open(path, OPEN_FLAGS, (error, descriptor) => (error === null ? resolve(descriptor) : reject(error))),
  );
}

function statusOf(descriptor: number): Promise<BigIntStats> {
  return new Promise((resolve, reject) =>
    fstat(descriptor, { bigint: true }, (error, status) => (error === null ? resolve(status) : reject(error))),
  );
}

/** Fills `bytes` from the file. */
function readAt(descriptor: number, position: number, bytes: Buffer): Promise<Buffer> {
  const { length } = bytes;
  return new Promise((resolve, reject) => {
    const readOn = (filled: number): void =>
      read(descriptor, bytes, filled, length - filled, position + filled, (error, count) => {
        if (error !== null) reject(error);
        else if (count === 0) reject(new FileChanged());
        else if (filled + count < length) readOn(filled + count);
        else resolve(bytes);
      });
    readOn(0);
  });
}

/** Bytes that were made for this client: nothing to open, to share or to give back. */
function servedFromMemory({ bytes }: MemoryFile, mode: 'octet' | 'netascii'): ServedFile {
  // Between threads a Buffer becomes a Uint8Array.
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const all = mode === 'octet' ? raw : encodeNetascii(raw);
  const page = (index: number): Page => ({ bytes: all.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES) });
  return {
    size: all.length,
    take: page,
    load: (index) => Promise.resolve(page(index)),
    release: () => undefined,
    close: () => undefined,
  };
}

/** Opens admitted files, each version once, and reads them through one page cache. */
export class FileShelf {
  private readonly cache: PageCache;
  private readonly opened = new Map<string, Promise<OpenFile>>();

  /** @param cacheBytes memory for pages that nobody uses at the moment */
  constructor(cacheBytes: number) {
    this.cache = new PageCache(cacheBytes);
  }

  /** Octets of all pages in memory, in use or kept. */
  get heldBytes(): number {
    return this.cache.heldBytes;
  }

  /** The error: the file is gone, cannot be read, or is another one than was admitted. */
  async open(file: BootFile, mode: 'octet' | 'netascii'): Promise<Result<ServedFile, FileProblem>> {
    if (file.kind === 'memory') return ok(servedFromMemory(file, mode));
    try {
      const shared = await this.share(file);
      try {
        return ok(mode === 'octet' ? this.octets(shared) : await this.netascii(shared));
      } catch (error) {
        this.letGo(shared);
        throw error;
      }
    } catch (error) {
      return fail(fileProblemOf(error));
    }
  }

  private async share(file: DiskFile): Promise<OpenFile> {
    let opening = this.opened.get(file.identity);
    if (opening === undefined) {
      opening = this.openFile(file);
      this.opened.set(file.identity, opening);
      opening.catch(() => this.opened.delete(file.identity));
    }
    const shared = await opening;
    shared.users += 1;
    return shared;
  }

  private async openFile({ path, identity, size }: DiskFile): Promise<OpenFile> {
    const descriptor = await openDescriptor(path);
    const found = identityOf(await statusOf(descriptor));
    if (found === identity) return { descriptor, size, identity, users: 0, netascii: undefined };
    close(descriptor, () => undefined);
    throw new FileChanged();
  }

  private letGo(shared: OpenFile): void {
    shared.users -= 1;
    if (shared.users > 0) return;
    this.opened.delete(shared.identity);
    close(shared.descriptor, () => undefined);
  }

  private octets(shared: OpenFile): ServedFile {
    const key = (index: number) => `${shared.identity} ${index}`;
    return this.served(shared, shared.size, key, (index) => this.readRaw(shared, index));
  }

  /** LF and CR grow, so where a page begins is known only after the file was read through once. */
  private async netascii(shared: OpenFile): Promise<ServedFile> {
    const starts = await (shared.netascii ?? this.measureOnce(shared));
    const key = (index: number) => `${shared.identity} netascii ${index}`;
    return this.served(shared, starts.at(-1) ?? 0, key, async (index) => {
      const raw = await this.loadRaw(shared, index);
      try {
        return encodeNetascii(raw.bytes);
      } finally {
        this.cache.release(raw);
      }
    });
  }

  /** All that ask meanwhile share one measurement; one that failed is not kept. */
  private measureOnce(shared: OpenFile): Promise<readonly number[]> {
    const measuring = this.measureNetascii(shared).catch((error: unknown) => {
      shared.netascii = undefined;
      throw error;
    });
    shared.netascii = measuring;
    return measuring;
  }

  private async measureNetascii(shared: OpenFile): Promise<readonly number[]> {
    const starts = [0];
    let end = 0;
    for (let index = 0; index * PAGE_BYTES < shared.size; index++) {
      const raw = await this.loadRaw(shared, index);
      end += netasciiLength(raw.bytes);
      this.cache.release(raw);
      starts.push(end);
    }
    return starts;
  }

  private loadRaw(shared: OpenFile, index: number): Promise<Page> {
    return this.cache.load(`${shared.identity} ${index}`, () => this.readRaw(shared, index));
  }

  private async readRaw(shared: OpenFile, index: number): Promise<Buffer> {
    const position = index * PAGE_BYTES;
    // The descriptor stays open until the read is done, whoever closes meanwhile.
    shared.users += 1;
    try {
      const bytes = this.cache.room(Math.min(PAGE_BYTES, shared.size - position));
      return await readAt(shared.descriptor, position, bytes);
    } finally {
      this.letGo(shared);
    }
  }

  private served(
    shared: OpenFile,
    size: number,
    key: (index: number) => string,
    read: (index: number) => Promise<Buffer>,
  ): ServedFile {
    const { cache } = this;
    return {
      size,
      take: (index) => cache.take(key(index)),
      load: (index) => cache.load(key(index), () => read(index)),
      release: (page) => cache.release(page),
      close: () => this.letGo(shared),
    };
  }
}
