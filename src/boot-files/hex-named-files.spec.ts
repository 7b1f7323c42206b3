import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ip } from '../../test/fakes/known-lab.js';
import type { Settings } from '../settings/settings.js';
import { HexNamedFiles } from './hex-named-files.js';

describe('real files that are named after an address', () => {
  let folder: string;
  let files: HexNamedFiles;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reveille-hex-'));
    files = new HexNamedFiles({ tftpRoot: folder } as Settings);
  });
  afterEach(() => {
    files.onModuleDestroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['C0A80015', true],
    ['c0a80015', true],
    ['C0A80015.SUN4M', true],
    ['C0A80015.PREP', true],
    ['C0A80016', false],
    ['C0A80015-old', false],
  ])('%s: %s', async (name, expected) => {
    writeFileSync(join(folder, name), '');
    await files.onModuleInit();
    expect(files.has(ip('192.168.0.21'))).toBe(expected);
  });

  it('are seen when they appear and vanish', async () => {
    await files.onModuleInit();
    writeFileSync(join(folder, 'C0A80015'), '');
    await expect.poll(() => files.has(ip('192.168.0.21'))).toBe(true);
    renameSync(join(folder, 'C0A80015'), join(folder, 'away'));
    await expect.poll(() => files.has(ip('192.168.0.21'))).toBe(false);
  });

  it('are none in a folder that does not exist', async () => {
    rmSync(folder, { recursive: true });
    await files.onModuleInit();
    expect(files.has(ip('192.168.0.21'))).toBe(false);
  });
});
