import { describe, expect, it } from 'vitest';
import { ip, labLookups, labMachine, labNetwork, labWire, mac, must } from '../../../test/fakes/known-lab.js';
import type { KnownMachine, KnownNetwork } from '../../boot/known-machine.js';
import type { OfferStrategy } from '../../boot/offer-strategy.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import type { BootpRequest, OptionToSend } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import { decideProxyDhcp, type ProxyVerdict } from './proxy-dhcp.decision.js';

const CLIENT = '02:00:00:00:00:01';
const UUID = '00' + '11'.repeat(16);

const hex = (code: number, digits: string): OptionToSend => [code, Buffer.from(digits, 'hex')];
const text = (code: number, value: string): OptionToSend => [code, Buffer.from(value)];

/** What PXE firmware asks with; `arch` in four hexadecimal digits. */
const pxe = (arch: string, undi = '010201'): OptionToSend[] => [
  hex(55, '01032b3c4243'),
  hex(93, arch),
  hex(94, undi),
  hex(97, UUID),
  text(60, `PXEClient:Arch:${String(Number.parseInt(arch, 16)).padStart(5, '0')}:UNDI:002001`),
];
const BIOS = pxe('0000');
const UEFI = pxe('0007', '010310');
const IPXE = [...BIOS, hex(175, 'b10501808600ff'), text(77, 'iPXE')];

interface Case {
  readonly type?: number;
  readonly options?: readonly OptionToSend[];
  readonly request?: Partial<BootpRequest>;
  readonly machine?: KnownMachine | undefined;
  readonly network?: Partial<KnownNetwork>;
  readonly remembered?: OfferStrategy;
}

const FILES = { bios: 'pxelinux.0', 'x64-uefi': 'grubnetx64.efi', ipxe: 'boot.ipxe' };

function decide(given: Case): ProxyVerdict {
  const { type = 1, options = BIOS, request = {} } = given;
  const machine = 'machine' in given ? given.machine : labMachine({ nics: [{ mac: CLIENT }], bootFiles: FILES });
  const message = must(
    decodeBootp(encodeBootpRequest({ mac: mac(CLIENT), ...request, options: [[53, Buffer.from([type])], ...options] })),
  );
  const network = labNetwork({ mode: 'proxy', ...given.network });
  const nic = machine?.nics[0];
  return decideProxyDhcp({
    message,
    relayAgent: undefined,
    sourcePort: 68,
    known: machine === undefined || nic === undefined ? undefined : { machine, nic },
    wire: labWire('10.79.0.1/24'),
    destinationAddress: ip('255.255.255.255'),
    ...labLookups([network]),
    isOwnAddress: (own) => own === ip('10.79.0.1'),
    fileExists: () => false,
    serverHostname: 'server',
    httpPort: 8080,
    network,
    at: 0,
    attempt: undefined,
    remembered: () => given.remembered,
  });
}

function outcome(given: Case): string {
  const { verdict } = decide(given);
  if (verdict.kind === 'silent') return `silent ${verdict.reason}`;
  const { name, message, why } = verdict.reply;
  return `${name} file "${message.bootFile}" siaddr ${formatIpv4Address(message.serverAddress)}, ${why ?? 'no strategy'}`;
}

function reply(given: Case) {
  const { verdict } = decide(given);
  if (verdict.kind === 'silent') throw new Error(`silent: ${verdict.reason}`);
  return { verdict, message: must(decodeBootp(encodeBootp(verdict.reply.message).bytes)) };
}

describe('beside another DHCP server', () => {
  const cases: Record<string, [Case, string]> = {
    'a BIOS ROM gets its file and "load it" in the OFFER': [
      {},
      'proxy DHCPOFFER file "pxelinux.0" siaddr 10.79.0.1, strategy discovery-control',
    ],
    'UEFI is sent to port 4011, where no old EDK2 loses the answer (field note A2: tianocore/edk2#6944)': [
      { options: UEFI },
      'proxy DHCPOFFER file "" siaddr 10.79.0.1, strategy boot-server',
    ],
    'UEFI that calls itself 9 is the same UEFI (field note A10: docker-netbootxyz#8)': [
      { options: pxe('0009', '010310') },
      'proxy DHCPOFFER file "" siaddr 10.79.0.1, strategy boot-server',
    ],
    'iPXE gets its script': [
      { options: IPXE },
      'proxy DHCPOFFER file "boot.ipxe" siaddr 10.79.0.1, strategy direct-file',
    ],
    'the next server is the network’s, when it names one': [
      { network: { nextServer: ip('10.79.0.9') } },
      'proxy DHCPOFFER file "pxelinux.0" siaddr 10.79.0.9, strategy discovery-control',
    ],
    'a client that is sent to port 4011 is sent to us, not to the next server (field note A4: ipxe#482)': [
      { options: UEFI, network: { nextServer: ip('10.79.0.9') } },
      'proxy DHCPOFFER file "" siaddr 10.79.0.1, strategy boot-server',
    ],
    'what worked before comes first': [
      { remembered: 'full-offer' },
      'proxy DHCPOFFER file "pxelinux.0" siaddr 10.79.0.1, strategy full-offer',
    ],
    'what the machine’s record says wins over what worked': [
      { remembered: 'full-offer', machine: labMachine({ bootFiles: FILES, offerStrategy: 'one-entry-menu' }) },
      'proxy DHCPOFFER file "" siaddr 10.79.0.1, strategy one-entry-menu',
    ],
    'UEFI HTTP boot gets its URL': [
      {
        options: [hex(55, '0103433c'), hex(93, '0010'), text(60, 'HTTPClient:Arch:00016:UNDI:003001')],
        machine: labMachine({ bootFiles: { 'x64-uefi-http': 'x.efi' } }),
      },
      'proxy DHCPOFFER file "http://10.79.0.1:8080/boot/x.efi" siaddr 10.79.0.1, no strategy',
    ],
    'U-Boot reads the OFFER and nothing else': [
      { options: pxe('0016'), machine: labMachine({ bootFiles: { default: 'u.img' } }) },
      'proxy DHCPOFFER file "u.img" siaddr 10.79.0.1, strategy direct-file',
    ],
    'a ROM under another name is a PXE client too (field note A12: dnsmasq --dhcp-pxe-vendor)': [
      { options: [hex(93, '0000'), text(60, 'HW-Client:Arch:00000')] },
      'proxy DHCPOFFER file "pxelinux.0" siaddr 10.79.0.1, strategy discovery-control',
    ],
    'an operating system hears nothing of us': [{ options: [hex(55, '0103')] }, 'silent proxy-gives-no-address'],
    'an unknown client hears nothing of us': [{ machine: undefined }, 'silent unknown-machine'],
    'an unknown client gets the network’s file when the network says so': [
      { machine: undefined, network: { bootsUnknown: true, bootFiles: { default: 'any.0' } } },
      'proxy DHCPOFFER file "any.0" siaddr 10.79.0.1, strategy discovery-control',
    ],
    'a paused machine is refused': [{ machine: labMachine({ bootMode: 'paused' }) }, 'silent paused'],
    'a machine that boots from its disk hears nothing': [
      { machine: labMachine({ bootMode: 'local', bootFiles: FILES }) },
      'silent nothing-to-boot',
    ],
    'a machine without a file for its kind hears nothing': [
      { options: pxe('000b'), machine: labMachine({ bootFiles: FILES }) },
      'silent nothing-to-boot',
    ],
    'the REQUEST to the other server is left to it': [
      { type: 3, options: [...BIOS, hex(54, '0a4f00fe'), hex(50, '0a4f0063')] },
      'silent other-server-chosen',
    ],
    'a REQUEST that chose our OFFER, in which there is no address, gets none': [
      { type: 3, options: [...BIOS, hex(54, '0a4f0001')] },
      'silent proxy-gives-no-address',
    ],
    'a renewal is left to the other server': [
      { type: 3, request: { clientAddress: ip('10.79.0.99') } },
      'silent proxy-gives-no-address',
    ],
    'an INFORM is left to the other server': [{ type: 8 }, 'silent proxy-gives-no-address'],
  };
  it.each(Object.entries(cases))('%s', (_, [given, expected]) => {
    expect(outcome(given)).toBe(expected);
  });

  it('offers no address and no lease, echoes the machine id, and shouts', () => {
    const { verdict, message } = reply({});
    expect(message.yourAddress).toBe(0);
    expect(message.options.codes()).toEqual([53, 54, 60, 43, 66, 67, 97]);
    expect(message.options.get(60)?.toString()).toBe('PXEClient');
    expect(message.options.get(97)?.toString('hex')).toBe(UUID);
    expect(verdict.destination).toEqual({ to: 'broadcast' });
  });

  it('answers a ROM without a machine id (field note A5: pixiecore#21) and one without a list of parameters', () => {
    const { message } = reply({ options: [hex(93, '0000'), text(60, 'PXEClient')] });
    expect(message.options.codes()).toEqual([53, 54, 60, 43, 66, 67]);
  });

  it('answers through the relay that asked', () => {
    expect(reply({ request: { relayAddress: ip('10.79.0.5') } }).verdict.destination).toEqual({
      to: 'relay',
      address: ip('10.79.0.5'),
    });
  });

  const label = Buffer.from('Reveille: pxelinux.0').toString('hex');
  it.each([
    ['direct-file', 'pxelinux.0', undefined],
    ['boot-server', '', undefined],
    ['discovery-control', 'pxelinux.0', '060108ff'],
    ['one-entry-menu', '', `060103 0807 8000 01 0a4f0001 0917 8000 14 ${label} 0a15 00 ${label} ff`],
    ['full-offer', 'pxelinux.0', `06010b 0807 8000 01 0a4f0001 0917 8000 14 ${label} 0a15 00 ${label} ff`],
  ] as const)('strategy %s: file "%s", option 43 %s', (strategy, file, vendor) => {
    const { message } = reply({ machine: labMachine({ bootFiles: FILES, offerStrategy: strategy }) });
    expect(message.bootFile).toBe(file);
    expect(message.options.get(67)?.toString() ?? '').toBe(file);
    expect(message.options.get(43)?.toString('hex')).toBe(vendor?.replaceAll(' ', ''));
  });

  it('shows the operator’s menu with the items of the client’s kind', () => {
    const bootMenu = {
      prompt: 'F8',
      timeoutSeconds: 5,
      items: [
        { label: 'A', kind: 'file', files: { bios: 'a.0' } },
        { label: 'B', kind: 'file', files: { 'x64-uefi': 'b.efi' } },
        { label: 'WDS', kind: 'boot-server', type: 3, addresses: [ip('10.79.0.9')] },
        { label: 'Disk', kind: 'local' },
      ],
    } as const;
    const { message } = reply({ machine: labMachine({ bootMenu }) });
    expect(message.options.get(43)?.toString('hex')).toBe(
      [
        '060103',
        '080e 8000 01 0a4f0001 0003 01 0a4f0009',
        '0911 8000 01 41 0003 03 574453 0000 04 4469736b',
        '0a03 05 4638 ff',
      ]
        .join('')
        .replaceAll(' ', ''),
    );
    expect(message.bootFile).toBe('');
  });

  it('lets a Raspberry Pi 3 wait, with the text that its ROM wants (field note A11: raspberrypi/firmware#934)', () => {
    const options = [hex(55, '2b3c438081828384858687 42'.replace(' ', '')), ...BIOS.slice(1)];
    const { verdict, message } = reply({
      options,
      request: { mac: mac('b8:27:eb:28:f6:6d') },
      machine: labMachine({ bootFiles: { 'raspberry-pi': 'bootcode.bin' } }),
    });
    expect(verdict.delay).toEqual({ milliseconds: 2_000, key: mac('b8:27:eb:28:f6:6d') });
    expect(message.options.get(43)?.toString('latin1')).toContain('Raspberry Pi Boot');
  });

  it('learns the client’s address from the REQUEST to the other server', () => {
    const { attempt } = decide({});
    const { attempt: none } = decide({ type: 3, options: [hex(54, '0a4f00fe'), hex(50, '0a4f0063')] });
    expect(attempt?.strategy).toBe('discovery-control');
    expect(none).toBeUndefined();
    const taken = (options: readonly OptionToSend[]) => decide({ type: 3, options }).borrowed;
    expect(taken([hex(54, '0a4f00fe'), hex(50, '0a4f0063')])).toBe(ip('10.79.0.99'));
    expect(taken([hex(54, '0a4f0001'), hex(50, '0a4f0063')])).toBeUndefined();
    expect(decide({ type: 3, request: { clientAddress: ip('10.79.0.99') } }).borrowed).toBe(ip('10.79.0.99'));
  });
});
