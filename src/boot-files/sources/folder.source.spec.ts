import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderSource } from './folder.source.js';

let folder: string;
let root: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tftpboot-')));
  root = join(folder, 'root');
  mkdirSync(join(root, 'pxelinux.cfg'), { recursive: true });
  writeFileSync(join(root, 'pxelinux.0'), 'loader');
  writeFileSync(join(root, 'pxelinux.cfg', 'default'), '');
  writeFileSync(join(folder, 'secret'), 'secret');
  mkdirSync(join(folder, 'root-beside'));
  writeFileSync(join(folder, 'root-beside', 'file'), 'secret');
  symlinkSync('pxelinux.0', join(root, 'inside'));
  symlinkSync('../secret', join(root, 'out'));
  symlinkSync('/etc/hostname', join(root, 'absolute'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync('../root-beside/file', join(root, 'beside'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('nowhere', join(root, 'dangling'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reasonFor = async (name: string) => {
  const found = await new FolderSource('tftpboot', root).find(name);
  return found.kind === 'found' ? 'found' : found.reason;
};

describe('a source that is a folder', () => {
  it('finds a file with its size', async () => {
    const found = await new FolderSource('tftpboot', root).find('pxelinux.0');
    expect(found).toMatchObject({
      kind: 'found',
      file: { name: 'pxelinux.0', path: join(root, 'pxelinux.0'), size: 6 },
    });
  });
  it('finds an empty file in a folder', async () => {
    expect(await new FolderSource('tftpboot', root).find('pxelinux.cfg/default')).toMatchObject({ file: { size: 0 } });
  });
  it('follows a symbolic link that stays inside', async () => {
    expect(await new FolderSource('tftpboot', root).find('inside')).toMatchObject({
      file: { path: join(root, 'pxelinux.0') },
    });
  });
  it.each([
    ['a missing file', 'no.such', 'no-such-file'],
    ['a file taken for a folder', 'pxelinux.0/x', 'no-such-file'],
    ['a name that is too long for the file system', 'x'.repeat(300), 'no-such-file'],
    ['a symbolic link to nothing', 'dangling', 'no-such-file'],
    ['a symbolic link out of the root', 'out', 'outside-root'],
    ['an absolute symbolic link', 'absolute', 'outside-root'],
    ['a folder link out of the root', 'up/secret', 'outside-root'],
    ['a folder beside the root whose name begins like the root', 'beside', 'outside-root'],
    ['a folder', 'pxelinux.cfg', 'not-a-file'],
    ['a named pipe', 'pipe', 'not-a-file'],
    ['a symbolic link to itself', 'loop', 'unreadable-file'],
  ])('does not find %s', async (_sentence, name, reason) => {
    expect(await reasonFor(name)).toBe(reason);
  });
  it('finds a file exactly when we may read it: root may read all', async () => {
    writeFileSync(join(root, 'private'), '');
    chmodSync(join(root, 'private'), 0);
    const { kind } = await new FolderSource('tftpboot', root).find('private');
    expect(kind === 'found').toBe(process.getuid?.() === 0);
  });
  it('gives another version of a file another identity', async () => {
    const source = new FolderSource('tftpboot', root);
    const identity = async () => {
      const found = await source.find('changing');
      return found.kind === 'found' ? found.file.identity : undefined;
    };
    writeFileSync(join(root, 'changing'), 'one');
    const first = await identity();
    expect(first).toBeDefined();
    expect(await identity()).toBe(first);
    utimesSync(join(root, 'changing'), 1, 1);
    const second = await identity();
    expect(second).not.toBe(first);
  });
  it('says what to do when the root is missing', async () => {
    expect(await new FolderSource('tftpboot', join(folder, 'none')).find('x')).toEqual({
      kind: 'none',
      reason: 'no-such-file',
      problem: `the folder ${join(folder, 'none')} cannot be opened (ENOENT); make it`,
    });
  });
  it('serves a root that is itself reached by a symbolic link', async () => {
    symlinkSync(root, join(folder, 'link-to-root'));
    expect(await new FolderSource('tftpboot', join(folder, 'link-to-root')).find('pxelinux.0')).toMatchObject({
      kind: 'found',
    });
  });
});
