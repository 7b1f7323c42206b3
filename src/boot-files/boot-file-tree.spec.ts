import { describe, expect, it } from 'vitest';
import { TextSource } from '../../test/fakes/boot-sources.js';
import { ip, labMachine, labNetwork } from '../../test/fakes/known-lab.js';
import type { AskingClient } from './asking-client.js';
import { BootFileTree, type TreeLookup } from './boot-file-tree.js';
import { wantedNames } from './wanted-names.js';

const machine = labMachine({ labels: { rack: 'r1' }, bootFiles: { ipxe: 'menu.ipxe' } });
const CLIENT: AskingClient = {
  address: ip('10.79.0.21'),
  machine,
  nic: machine.nics[0],
  network: labNetwork({ domain: 'lab.example', dns: [ip('10.79.0.1')] }),
  serverAddress: ip('10.79.0.1'),
  preview: false,
};
const STRANGER: AskingClient = { ...CLIENT, machine: undefined, nic: undefined };

function find(
  asked: string,
  sources: readonly Readonly<Record<string, string>>[],
  client = CLIENT,
): Promise<TreeLookup> {
  const wanted = wantedNames(asked, undefined);
  if (!wanted.ok) throw new Error(wanted.error);
  const tree = new BootFileTree(
    sources.map((texts, index) => new TextSource(texts, `source ${index}`)),
    8080,
  );
  return tree.find(wanted.value, client);
}
const textOf = (found: TreeLookup): string =>
  found.kind === 'found' && found.file.kind === 'memory' ? Buffer.from(found.file.bytes).toString() : found.kind;

/** A sentence, the path asked for, the sources in order, and the text that is served. */
type TreeCase = readonly [sentence: string, asked: string, sources: Record<string, string>[], text: string];

describe('the tree of boot files', () => {
  const cases: readonly TreeCase[] = [
    ['the first source that has the file', 'a', [{ a: 'one' }, { a: 'two' }], 'one'],
    ['the file before its template', 'a', [{ 'a.liquid': 'rendered', a: 'as it is' }], 'as it is'],
    ["a source's template before the next source's file", 'a', [{ 'a.liquid': 'rendered' }, { a: 'file' }], 'rendered'],
    ['the exact name in a later source before another case in an earlier one', 'a', [{ A: 'A' }, { a: 'a' }], 'a'],
    ['another case when there is nothing else', 'EFI/GRUB.CFG', [{ 'efi/grub.cfg': 'x' }], 'x'],
    ['a template in another case', 'AUTOEXEC.IPXE', [{ 'autoexec.ipxe.liquid': 'x' }], 'x'],
  ];
  it.each(cases)('serves %s', async (_sentence, asked, sources, text) => {
    expect(textOf(await find(asked, sources))).toBe(text);
  });
  it('says which source has it and what was corrected', async () => {
    expect(await find('EFI\\GRUB.CFG', [{}, { 'efi/grub.cfg': 'x' }])).toMatchObject({
      file: { name: 'efi/grub.cfg' },
      source: 'source 1',
      corrections: ['slashes', 'case of letters'],
    });
  });
  it('never serves a template as it stands', async () => {
    for (const asked of ['a.liquid', 'A.LIQUID']) {
      expect(await find(asked, [{ 'a.liquid': '{{ secret }}' }])).toMatchObject({ reason: 'no-such-file' });
    }
  });
});

describe('a template is rendered', () => {
  it.each([
    [
      'for the machine that asks',
      '{{ machine.hostname }} {{ machine.fqdn }} {{ labels.rack }}',
      'ultra10 ultra10.lab.example r1',
    ],
    [
      'with its NIC',
      '{{ nic.mac }} {{ nic.pxeName }} {{ nic.ip }} {{ nic.hexIp }}',
      '02:00:00:00:00:01 01-02-00-00-00-00-01 10.79.0.21 0A4F0015',
    ],
    [
      'with its network',
      '{{ network.cidr }} {{ network.netmask }} {{ network.dns | join: "," }}',
      '10.79.0.0/24 255.255.255.0 10.79.0.1',
    ],
    [
      'with our addresses as it reaches us',
      '{{ server.bootUrl }} {{ server.tftpUrl }}',
      'http://10.79.0.1:8080/boot tftp://10.79.0.1',
    ],
    ['with what iPXE is to chain to', '{{ ipxe.url }}', 'http://10.79.0.1:8080/boot/menu.ipxe'],
    ['with its own name', '{{ path }}', 'x'],
    ['with another file inside', "{% include 'parts/part' %}", 'part for ultra10'],
    ['asking for what may be unset', '{% if network.gateway %}yes{% else %}no{% endif %}', 'no'],
    [
      'asking for a label that it may not have',
      '{% if labels.role %}{{ labels.role }}{% else %}none{% endif %}',
      'none',
    ],
  ])('%s', async (_sentence, template, text) => {
    const source = { 'x.liquid': template, 'parts/part': 'part for {{ machine.hostname }}' };
    expect(textOf(await find('x', [source]))).toBe(text);
  });
  it('for a stranger without a machine', async () => {
    expect(
      textOf(await find('x', [{ 'x.liquid': '{% if machine %}known{% else %}stranger{% endif %}' }], STRANGER)),
    ).toBe('stranger');
  });
  it('marked to be handed out once, also by a part of it', async () => {
    const texts = { 'x.liquid': "{% once %}secret{% render 'y' %}", 'z.liquid': "{% render 'y' %}", y: '{% once %}' };
    expect(await find('x', [texts])).toMatchObject({ once: true });
    expect(await find('z', [texts])).toMatchObject({ once: true });
    expect(await find('y', [texts])).toMatchObject({ once: false });
  });
  it('or not at all, with the line of the error', async () => {
    const cases: Record<string, RegExp> = {
      'a\n{{ labels.role }}': /^x\.liquid, line 2, column \d+: undefined variable: labels\.role$/,
      '{{ machine.hostname | shout }}': /^x\.liquid, line 1, column \d+: undefined filter: shout$/,
      '\n\n{% if machine %}': /^x\.liquid, line 3, column 1: tag .*not closed$/,
      "{% include '../../etc/passwd' %}": /climbs out/,
      "{% include 'missing' %}": /ENOENT|missing/,
      '{% for i in (1..100000000) %}x{% endfor %}': /limit/,
    };
    for (const [template, problem] of Object.entries(cases)) {
      const found = await find('x', [{ 'x.liquid': template }]);
      expect(found).toMatchObject({ kind: 'none', reason: 'template-error' });
      expect(found.kind === 'none' && found.problem).toMatch(problem);
    }
  });
});
