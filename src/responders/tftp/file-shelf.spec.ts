import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryFile, type BootFile } from '../../boot-files/boot-file.js';
import { FolderSource } from '../../boot-files/sources/folder.source.js';
import { encodeNetascii } from '../../wire/tftp/netascii.codec.js';
import { fileProblemOf, FileShelf, PAGE_BYTES, type ServedFile } from './file-shelf.js';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'shelf-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function put(name: string, bytes: Buffer | string): Promise<BootFile> {
  writeFileSync(join(folder, name), bytes);
  return found(name);
}
async function found(name: string): Promise<BootFile> {
  const answer = await new FolderSource('tftpboot', folder).find(name);
  if (answer.kind === 'none') throw new Error(answer.problem);
  return answer.file;
}
async function opened(shelf: FileShelf, file: BootFile, mode: 'octet' | 'netascii' = 'octet'): Promise<ServedFile> {
  const answer = await shelf.open(file, mode);
  if (!answer.ok) throw new Error(answer.error.why);
  return answer.value;
}
async function contentOf(file: ServedFile): Promise<Buffer> {
  const pages: Buffer[] = [];
  let length = 0;
  for (let index = 0; length < file.size; index++) {
    const page = await file.load(index);
    pages.push(Buffer.from(page.bytes));
    length += page.bytes.length;
    file.release(page);
  }
  return Buffer.concat(pages);
}

describe('bytes in memory', () => {
  const TEXT = 'DEFAULT linux\r\n'.repeat(10_000);
  it.each([
    ['come whole', 'octet', Buffer.from(TEXT)],
    ['come in netascii where that was asked', 'netascii', encodeNetascii(Buffer.from(TEXT))],
  ] as const)('%s', async (_sentence, mode, expected) => {
    const file = await opened(new FileShelf(PAGE_BYTES), memoryFile('x', TEXT), mode);
    expect(file.size).toBe(expected.length);
    expect((await contentOf(file)).equals(expected)).toBe(true);
    file.close();
  });
  it('may be nothing at all', async () => {
    const file = await opened(new FileShelf(PAGE_BYTES), memoryFile('x', ''));
    expect(file.size).toBe(0);
  });
});

describe('a file on the shelf', () => {
  it.each([0, 1, PAGE_BYTES - 1, PAGE_BYTES, PAGE_BYTES + 1, 5 * PAGE_BYTES + 7])(
    'of %i octets comes whole',
    async (size) => {
      const bytes = randomBytes(size);
      const file = await opened(new FileShelf(PAGE_BYTES), await put('x', bytes));
      expect(file.size).toBe(size);
      expect((await contentOf(file)).equals(bytes)).toBe(true);
      file.close();
    },
  );
  it('comes converted in netascii, with the right size, also across pages', async () => {
    const text = Buffer.from('ends with CR LF\r\n'.repeat(10_000));
    const file = await opened(new FileShelf(PAGE_BYTES), await put('x', text), 'netascii');
    const converted = encodeNetascii(text);
    expect(file.size).toBe(converted.length);
    expect((await contentOf(file)).equals(converted)).toBe(true);
    file.close();
  });
  it('is measured anew for netascii after a measurement that failed', async () => {
    const shelf = new FileShelf(0);
    const bytes = randomBytes(3 * PAGE_BYTES);
    const file = await put('x', bytes);
    const held = await opened(shelf, file);
    truncateSync(join(folder, 'x'), PAGE_BYTES);
    expect(await shelf.open(file, 'netascii')).toMatchObject({ ok: false, error: { reason: 'file-changed' } });
    writeFileSync(join(folder, 'x'), bytes);
    expect((await opened(shelf, file, 'netascii')).size).toBe(encodeNetascii(bytes).length);
    held.close();
  });
  it('is empty in netascii when it is empty', async () => {
    expect((await opened(new FileShelf(0), await put('x', ''), 'netascii')).size).toBe(0);
  });
  it('shares its pages between transfers of the same version', async () => {
    const shelf = new FileShelf(PAGE_BYTES);
    const file = await put('x', 'one');
    const [first, second] = [await opened(shelf, file), await opened(shelf, file)];
    const page = await first.load(0);
    expect(second.take(0)).toBe(page);
  });
  it('goes on in its old version when a new one is renamed into place', async () => {
    const shelf = new FileShelf(0);
    const old = await opened(shelf, await put('x', 'old version'));
    writeFileSync(join(folder, 'y'), 'new version');
    renameSync(join(folder, 'y'), join(folder, 'x'));
    const next = await opened(shelf, await found('x'));
    expect((await contentOf(old)).toString()).toBe('old version');
    expect((await contentOf(next)).toString()).toBe('new version');
  });
  it('is not opened when it is another one than was admitted', async () => {
    const file = await put('x', 'one');
    rmSync(join(folder, 'x'));
    writeFileSync(join(folder, 'x'), 'other');
    expect(await new FileShelf(0).open(file, 'octet')).toEqual({
      ok: false,
      error: { reason: 'file-changed', why: 'the file changed while it was being served' },
    });
  });
  it('is not opened when a symbolic link took its place', async () => {
    const file = await put('x', 'one');
    renameSync(join(folder, 'x'), join(folder, 'z'));
    symlinkSync('z', join(folder, 'x'));
    expect(await new FileShelf(0).open(file, 'octet')).toMatchObject({
      ok: false,
      error: { reason: 'unreadable-file', why: expect.stringContaining('ELOOP') as string },
    });
  });
  it('is not opened when it is gone, and is when it is back', async () => {
    const shelf = new FileShelf(0);
    const file = await put('x', 'one');
    renameSync(join(folder, 'x'), join(folder, 'z'));
    expect(await shelf.open(file, 'octet')).toMatchObject({
      ok: false,
      error: { reason: 'unreadable-file', why: expect.stringContaining('ENOENT') as string },
    });
    renameSync(join(folder, 'z'), join(folder, 'x'));
    expect(await shelf.open(file, 'octet')).toMatchObject({ ok: true });
  });
  it('says so when it is cut off while it is served', async () => {
    const file = await opened(new FileShelf(0), await put('x', randomBytes(3 * PAGE_BYTES)));
    truncateSync(join(folder, 'x'), PAGE_BYTES);
    const failure: unknown = await file.load(1).catch((error: unknown) => error);
    expect(fileProblemOf(failure)).toEqual({
      reason: 'file-changed',
      why: 'the file changed while it was being served',
    });
  });
  it('keeps its size when it grows while it is served', async () => {
    const file = await opened(new FileShelf(0), await put('x', 'abc'));
    appendFileSync(join(folder, 'x'), 'def');
    expect((await contentOf(file)).toString()).toBe('abc');
  });
  it('is closed when nobody uses it any more, not before a read is done', async () => {
    const file = await opened(new FileShelf(0), await put('x', 'abc'));
    const loading = file.load(0);
    file.close();
    expect((await loading).bytes.toString()).toBe('abc');
  });
});
