import type { LentBytes } from '../../net/datagram-train.js';

/** A piece of a file in memory, lent to whoever sends it. Whoever holds it must `release` it once. */
export type Page = LentBytes;

interface CachedPage extends Page {
  pins: number;
}

/** Whole pages wait to be used again, a few of them; smaller ones come and go with the garbage. */
const SPARE_SIZE = 64 * 1024;
const MOST_SPARE = 16;

interface Loading {
  waiters: number;
  readonly page: Promise<Page>;
}

/**
 * Pieces of files, shared between all transfers: two hundred clients of one initrd read it from the disk once. Pages
 * in use are never dropped; the others stay as long as the limit allows, and the one used longest ago goes first.
 */
export class PageCache {
  /** In order of use, the oldest first. */
  private readonly pages = new Map<string, CachedPage>();
  private readonly loading = new Map<string, Loading>();
  private bytesHeld = 0;
  /** Memory of dropped pages, used again: at full speed there are thousands of pages a second. */
  private readonly spare: Buffer[] = [];

  /** @param limit octets that may be held beyond what is in use */
  constructor(private readonly limit: number) {}

  /** A buffer of exactly this size, to read a page into. */
  room(size: number): Buffer {
    const last = this.spare.at(-1);
    // An ArrayBuffer's memory never moves, however small it is: ports send from where it lies.
    if (last?.length !== size) return Buffer.from(new ArrayBuffer(size));
    this.spare.pop();
    return last;
  }

  get heldBytes(): number {
    return this.bytesHeld;
  }

  /** The page if it is in memory; it is then in use until `release`. */
  take(key: string): Page | undefined {
    const page = this.pages.get(key);
    if (page === undefined) return undefined;
    page.pins += 1;
    this.pages.delete(key);
    this.pages.set(key, page);
    return page;
  }

  /** The page, read if it is not in memory; one read serves all that ask meanwhile. In use until `release`. */
  load(key: string, read: () => Promise<Buffer>): Promise<Page> {
    const held = this.take(key);
    if (held !== undefined) return Promise.resolve(held);
    const loading = this.loading.get(key);
    if (loading !== undefined) {
      loading.waiters += 1;
      return loading.page;
    }
    const started: Loading = { waiters: 1, page: this.readPage(key, read) };
    this.loading.set(key, started);
    return started.page;
  }

  private async readPage(key: string, read: () => Promise<Buffer>): Promise<Page> {
    try {
      const bytes = await read();
      // In use from the first moment by all who waited, so that nothing drops it before they see it.
      const page: CachedPage = { bytes, pins: this.loading.get(key)?.waiters ?? 0 };
      this.pages.set(key, page);
      this.bytesHeld += bytes.length;
      this.shrink();
      return page;
    } finally {
      this.loading.delete(key);
    }
  }

  release(page: Page): void {
    (page as CachedPage).pins -= 1;
    this.shrink();
  }

  private shrink(): void {
    for (const [key, page] of this.pages) {
      if (this.bytesHeld <= this.limit) return;
      if (page.pins > 0) continue;
      this.pages.delete(key);
      this.bytesHeld -= page.bytes.length;
      if (page.bytes.length === SPARE_SIZE && this.spare.length < MOST_SPARE) this.spare.push(page.bytes);
    }
  }
}
