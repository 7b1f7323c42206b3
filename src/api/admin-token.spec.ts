import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAdminToken } from './admin-token.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-token-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (adminToken?: string) => readAdminToken({ adminToken, dataDir: join(folder, 'data') });
const path = (): string => join(folder, 'data', 'admin-token');

describe('the admin token', () => {
  it('is made at the first start, with 256 bits, and kept with mode 0600', async () => {
    const token = await read();
    expect(token.madeNow).toBe(true);
    expect(token.path).toBe(path());
    expect(Buffer.from(token.value, 'base64url')).toHaveLength(32);
    expect(readFileSync(path(), 'utf8')).toBe(`${token.value}\n`);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('is the same at the second start, and not new any more', async () => {
    const first = await read();
    const second = await read();
    expect(second.value).toBe(first.value);
    expect(second.madeNow).toBe(false);
  });

  it('is another one for every folder', async () => {
    const first = await read();
    rmSync(path());
    expect((await read()).value).not.toBe(first.value);
  });

  it('is the setting when there is one, and then no file is made', async () => {
    const token = await read('a-token-of-the-settings');
    expect(token).toMatchObject({ value: 'a-token-of-the-settings', madeNow: false, path: undefined });
    expect(() => statSync(path())).toThrow('ENOENT');
  });

  it('gets mode 0600 again when a backup or an editor made it readable for others', async () => {
    await read();
    chmodSync(path(), 0o644);
    await read();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('in a file without one is an error that says what to do', async () => {
    await read();
    writeFileSync(path(), '\n');
    await expect(read()).rejects.toThrow('remove the file and a new one is made');
  });

  it('in a folder that is a file is an error that names the path', async () => {
    writeFileSync(join(folder, 'data'), 'a file stands where the folder should be');
    await expect(read()).rejects.toThrow(`cannot be read from ${path()}`);
  });

  it.each([
    ['itself', (value: string) => value, true],
    ['its beginning', (value: string) => value.slice(0, -1), false],
    ['more than itself', (value: string) => `${value}x`, false],
    ['nothing', () => '', false],
  ])('matches %s: %s', async (_, offer, matches) => {
    const token = await read();
    expect(token.matches(offer(token.value))).toBe(matches);
  });
});
