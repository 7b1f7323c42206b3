import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ip, labMachine, labNetwork } from '../../../test/fakes/known-lab.js';
import { NO_INSTALL } from '../../boot/install-state.js';
import type { AskingClient } from '../asking-client.js';
import { BootFileTree } from '../boot-file-tree.js';
import { FolderSource } from '../sources/folder.source.js';

const EXAMPLES = fileURLToPath(new URL('../../../docs/examples', import.meta.url));
const tree = new BootFileTree([new FolderSource('examples', EXAMPLES)], 8080);

const machine = labMachine({
  id: 7,
  hostname: 'node7',
  labels: { role: 'hypervisor' },
  nics: [{ mac: '02:00:00:00:00:07', ip: '10.79.0.7' }],
});
const client = (token: string | undefined): AskingClient => ({
  address: ip('10.79.0.7'),
  machine: { ...machine, install: { ...NO_INSTALL, token } },
  nic: machine.nics[0],
  network: labNetwork({ domain: 'lab.example' }),
  serverAddress: ip('10.79.0.1'),
  preview: true,
});

async function render(name: string, token: string | undefined): Promise<string> {
  const found = await tree.find([{ name, corrections: [] }], client(token));
  if (found.kind === 'none') throw new Error(found.problem);
  if (found.file.kind === 'disk') throw new Error(`${name} is no template`);
  return Buffer.from(found.file.bytes).toString();
}

const NAMES = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.liquid'))
  .map((name) => name.replace(/\.liquid$/, ''));
const DONE = 'http://10.79.0.1:8080/boot/done/t0ken';

describe('the examples of templates', () => {
  it.each(NAMES)('%s names its machine and nothing that is unset', async (name) => {
    for (const token of ['t0ken', undefined]) {
      const text = await render(name, token);
      expect(text).toContain('node7');
      expect(text.replaceAll('/dev/null', '')).not.toMatch(/\{[{%]|undefined|null|\[object/);
    }
  });
  it.each(NAMES.filter((name) => !name.endsWith('meta-data')))(
    '%s reports, where there is a report to wait for',
    async (name) => {
      expect(await render(name, 't0ken')).toContain(DONE);
      expect(await render(name, undefined)).not.toContain('/done/');
    },
  );
  it('begin with the word by which cloud-init knows its own', async () => {
    for (const name of ['autoinstall/user-data', 'cloud-init/user-data']) {
      expect(await render(name, 't0ken')).toMatch(/^#cloud-config\n\S/);
    }
  });
  it('are JSON for Ignition, whose unit fetches the address of the report', async () => {
    for (const token of ['t0ken', undefined]) {
      const { systemd } = JSON.parse(await render('ignition.json', token)) as {
        systemd: { units: { contents: string }[] };
      };
      expect(systemd.units.map(({ contents }) => contents.includes(`installed ${DONE}\n`))).toEqual(
        token ? [true] : [],
      );
    }
  });
  it('hand a password hash out once', async () => {
    expect(await tree.find([{ name: 'preseed.cfg', corrections: [] }], client('t0ken'))).toMatchObject({ once: true });
  });
});
