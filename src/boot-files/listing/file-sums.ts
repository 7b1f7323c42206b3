import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { DiskFile } from '../boot-file.js';
import { SumThread, type SumAnswer, type SumOrder } from './sum-thread.js';

/** What of a file makes its sum. */
export type SummedFile = Pick<DiskFile, 'path' | 'identity' | 'size'>;

/** Sums files one at a time. */
export interface Summer {
  sum(order: SumOrder): Promise<SumAnswer>;
  end(): Promise<void>;
}

/** A list may have 100 000 names; the sum that was asked for longest ago goes first. */
const MOST_KEPT = 200_000;
/** An idle thread is ended after this, milliseconds. */
const IDLE_MS = 30_000;

interface Wanted {
  readonly file: SummedFile;
  readonly answer: Promise<string | undefined>;
  readonly resolve: (sha256: string | undefined) => void;
}

/**
 * The SHA-256 of files on the disk, by path and version: computed once, in a thread of its own, the smallest file
 * first, so that a list of loaders does not wait behind an image of 4 GB.
 */
export class FileSums implements BeforeApplicationShutdown {
  private readonly kept = new Map<string, { readonly identity: string; readonly sha256: string }>();
  private readonly wanted = new Map<string, Wanted>();
  private summer: Summer | undefined;
  private running = false;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly startSummer: () => Summer = () => new SumThread()) {}

  /** The sum, when it is known. */
  knownOf({ path, identity }: SummedFile): string | undefined {
    const kept = this.kept.get(path);
    return kept?.identity === identity ? kept.sha256 : undefined;
  }

  /** The sum, when it is computed. Undefined for a file that cannot be read, or that changed meanwhile. */
  sumOf(file: SummedFile): Promise<string | undefined> {
    const known = this.knownOf(file);
    if (known !== undefined) return Promise.resolve(known);
    const key = `${file.path}\0${file.identity}`;
    let wanted = this.wanted.get(key);
    if (wanted === undefined) {
      let resolve: Wanted['resolve'] = () => undefined;
      const answer = new Promise<string | undefined>((settle) => {
        resolve = settle;
      });
      wanted = { file, answer, resolve };
      this.wanted.set(key, wanted);
      void this.run();
    }
    return wanted.answer;
  }

  /** Somebody has computed it already: an upload is summed while it comes in. */
  learn({ path, identity }: Pick<SummedFile, 'path' | 'identity'>, sha256: string): void {
    this.kept.delete(path);
    this.kept.set(path, { identity, sha256 });
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value ?? path);
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const { resolve } of this.wanted.values()) resolve(undefined);
    this.wanted.clear();
    await this.rest();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.idle);
    for (let next = this.smallest(); next !== undefined; next = this.smallest()) {
      const [key, { file, resolve }] = next;
      this.summer ??= this.startSummer();
      const { sha256, identity } = await this.summer.sum({ path: file.path });
      if (sha256 !== undefined && identity !== undefined) this.learn({ path: file.path, identity }, sha256);
      this.wanted.delete(key);
      resolve(this.knownOf(file));
    }
    this.running = false;
    this.idle = setTimeout(() => void this.rest(), IDLE_MS).unref();
  }

  private smallest(): readonly [string, Wanted] | undefined {
    let best: readonly [string, Wanted] | undefined;
    for (const entry of this.wanted) if (best === undefined || entry[1].file.size < best[1].file.size) best = entry;
    return best;
  }

  private async rest(): Promise<void> {
    clearTimeout(this.idle);
    const summer = this.summer;
    this.summer = undefined;
    await summer?.end();
  }
}
