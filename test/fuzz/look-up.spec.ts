import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BootFileTree } from '../../src/boot-files/boot-file-tree.js';
import { confinePath } from '../../src/boot-files/confine-path.js';
import { FolderSource } from '../../src/boot-files/sources/folder.source.js';
import { wantedNames } from '../../src/boot-files/wanted-names.js';
import { ip } from '../fakes/known-lab.js';

/** Pieces that paths are made of by people, firmware and attackers; and any text. */
const piece = fc.oneof(
  fc.constantFrom('..', '.', '/', '\\', '//', '%2e%2e', '%2f', '%00', '\0', '\ufffd', '\u00ff', '"', ' ', '~', 'C:'),
  fc.constantFrom(
    'a',
    'folder',
    'FOLDER',
    'out',
    'secret',
    'file',
    'file.efi',
    'x.liquid',
    'proc/self/environ',
    'dev/zero',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const path = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const folder = fc.constantFrom(undefined, '', 'folder', 'a/b');

/** Segments between single slashes, none of them one that the file system reads in another way. */
const isInside = (name: string): boolean =>
  !name.includes('\0') && !name.includes('\\') && name.split('/').every((part) => !['', '.', '..'].includes(part));

describe('the look-up of boot files', () => {
  it('makes of any path names below the root, or says why not', () => {
    fc.assert(
      fc.property(path, folder, (asked, lastFolder) => {
        const confined = confinePath(asked);
        if (confined.ok) expect(confinePath(confined.value)).toEqual(confined);
        const wanted = wantedNames(asked, lastFolder);
        if (!wanted.ok) expect(wanted.error).not.toBe('');
        else for (const { name } of wanted.value) expect([name, isInside(name)]).toEqual([name, true]);
      }),
    );
  });

  describe('in a folder', () => {
    let outer: string;
    let tree: BootFileTree;
    beforeAll(() => {
      outer = mkdtempSync(join(tmpdir(), 'reveille-look-up-'));
      const root = join(outer, 'root');
      mkdirSync(join(root, 'folder'), { recursive: true });
      for (const file of ['file', 'file.efi', 'folder/a', 'x.liquid']) writeFileSync(join(root, file), 'served');
      writeFileSync(join(outer, 'secret'), 'outside');
      symlinkSync('..', join(root, 'out'));
      symlinkSync('/', join(root, 'a'));
      tree = new BootFileTree([new FolderSource('root', root)], 8080);
    });
    afterAll(() => rmSync(outer, { recursive: true, force: true }));

    it('finds nothing outside, and never throws', async () => {
      const client = {
        address: ip('10.79.0.21'),
        machine: undefined,
        nic: undefined,
        network: undefined,
        serverAddress: undefined,
        preview: true,
      };
      await fc.assert(
        fc.asyncProperty(path, folder, async (asked, lastFolder) => {
          const wanted = wantedNames(asked, lastFolder);
          if (!wanted.ok) return;
          const found = await tree.find(wanted.value, client);
          if (found.kind === 'none') expect(found.problem).not.toBe('');
          else if (found.file.kind === 'disk') expect(found.file.path.startsWith(join(outer, 'root/'))).toBe(true);
          else expect(Buffer.from(found.file.bytes).toString()).toBe('served');
        }),
        { numRuns: 300 },
      );
    });
  });
});
