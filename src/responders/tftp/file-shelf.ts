import type { BootFile, MemoryFile } from '../../boot-files/boot-file.js';
import { FileChanged, OpenFiles, readWhole, type OpenFile } from '../../boot-files/open-files.js';
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

/** Reads admitted files, each version opened once, through one page cache. */
export class FileShelf {
  private readonly cache: PageCache;
  private readonly files = new OpenFiles();
  /** Where each page begins in netascii, of files that somebody has asked for so; one more entry than pages: the size. */
  private readonly measured = new WeakMap<OpenFile, Promise<readonly number[]>>();

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
      const shared = await this.files.open(file);
      try {
        return ok(mode === 'octet' ? this.octets(shared) : await this.netascii(shared));
      } catch (error) {
        this.files.close(shared);
        throw error;
      }
    } catch (error) {
      return fail(fileProblemOf(error));
    }
  }

  private octets(shared: OpenFile): ServedFile {
    const key = (index: number) => `${shared.identity} ${index}`;
    return this.served(shared, shared.size, key, (index) => this.readRaw(shared, index));
  }

  /** LF and CR grow, so where a page begins is known only after the file was read through once. */
  private async netascii(shared: OpenFile): Promise<ServedFile> {
    const starts = await (this.measured.get(shared) ?? this.measureOnce(shared));
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
      this.measured.delete(shared);
      throw error;
    });
    this.measured.set(shared, measuring);
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
    this.files.keep(shared);
    try {
      const bytes = this.cache.room(Math.min(PAGE_BYTES, shared.size - position));
      return await readWhole(shared.descriptor, position, bytes);
    } finally {
      this.files.close(shared);
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
      close: () => this.files.close(shared),
    };
  }
}
