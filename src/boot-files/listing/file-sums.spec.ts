import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf } from '../boot-file.js';
import { FileSums, type SummedFile } from './file-sums.js';
import type { SumAnswer } from './sum-thread.js';

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

describe('the sums of files on the disk', () => {
  let folder: string;
  let sums: FileSums;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reveille-sums-'));
    sums = new FileSums();
  });
  afterEach(async () => {
    await sums.beforeApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  function lay(name: string, content: Buffer | string): SummedFile {
    const path = join(folder, name);
    writeFileSync(path, content);
    const status = statSync(path, { bigint: true });
    return { path, size: Number(status.size), identity: identityOf(status) };
  }

  it('are right for files shorter and longer than what is read at once, and known afterwards', async () => {
    for (const length of [0, 1, 1024 * 1024, 3 * 1024 * 1024 + 5]) {
      const content = randomBytes(length);
      const file = lay(`of-${length}`, content);
      expect(sums.knownOf(file)).toBeUndefined();
      expect(await sums.sumOf(file)).toBe(sha256(content));
      expect(sums.knownOf(file)).toBe(sha256(content));
    }
  });

  it('are those of the version that was asked for, or none', async () => {
    const before = lay('file', 'one');
    const after = lay('file', 'another');
    expect(await sums.sumOf(before)).toBeUndefined();
    expect(sums.knownOf(after)).toBe(sha256('another'));
    expect(sums.knownOf(before)).toBeUndefined();
  });

  it('are missing for what cannot be read', async () => {
    expect(await sums.sumOf({ path: join(folder, 'nothing'), size: 1, identity: 'x' })).toBeUndefined();
    expect(await sums.sumOf({ path: folder, size: 1, identity: 'x' })).toBeUndefined();
  });
});

describe('what is summed', () => {
  /** Answers when it is told to. */
  class SlowSummer {
    readonly asked: string[] = [];
    private answer: (given: SumAnswer) => void = () => undefined;
    sum({ path }: { readonly path: string }): Promise<SumAnswer> {
      this.asked.push(path);
      return new Promise((resolve) => {
        this.answer = resolve;
      });
    }
    end(): Promise<void> {
      return Promise.resolve();
    }
    finish(): void {
      const path = this.asked.at(-1) ?? '';
      this.answer({ sha256: `sum of ${path}`, identity: `version of ${path}` });
    }
  }
  const file = (path: string, size: number): SummedFile => ({ path, size, identity: `version of ${path}` });

  it('comes one at a time, the smallest first, and each once however often it is asked for', async () => {
    const summer = new SlowSummer();
    const sums = new FileSums(() => summer);
    const answers = [file('a', 5), file('image', 4e9), file('image', 4e9), file('b', 7)].map((each) =>
      sums.sumOf(each),
    );
    for (let count = 1; count <= 3; count++) {
      await expect.poll(() => summer.asked.length).toBe(count);
      summer.finish();
    }
    expect(await Promise.all(answers)).toEqual(['sum of a', 'sum of image', 'sum of image', 'sum of b']);
    expect(summer.asked).toEqual(['a', 'b', 'image']);
    expect(await sums.sumOf(file('b', 7))).toBe('sum of b');
    expect(summer.asked).toHaveLength(3);
    await sums.beforeApplicationShutdown();
  });

  it('is not summed when it is known from elsewhere, until it changes', async () => {
    const summer = new SlowSummer();
    const sums = new FileSums(() => summer);
    sums.learn(file('a', 1), 'sum of the upload');
    expect(await sums.sumOf(file('a', 1))).toBe('sum of the upload');
    expect(summer.asked).toEqual([]);
    expect(sums.knownOf({ ...file('a', 1), identity: 'newer' })).toBeUndefined();
  });

  it('is given up when the appliance stops', async () => {
    const sums = new FileSums(() => new SlowSummer());
    const answer = sums.sumOf(file('a', 1));
    await sums.beforeApplicationShutdown();
    expect(await answer).toBeUndefined();
  });
});
