import { describe, expect, it } from 'vitest';
import {
  address,
  bytes,
  CLIENT,
  decide,
  DECLINE,
  DISCOVER,
  hexOption,
  INFORM,
  outcome,
  RELEASE,
  reply,
  REQUEST,
  text,
  type DhcpCase,
} from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, mac, must } from '../../../test/fakes/known-lab.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { decodeBootp, encodeBootp } from '../../wire/bootp/bootp.codec.js';

describe('DHCP for a machine of the inventory', () => {
  const twoNetworks = [labNetwork(), labNetwork({ id: 2, name: 'far', range: '10.80.0.0/24' })];
  const cases: Record<string, [DhcpCase, string]> = {
    'a DISCOVER is offered the reserved address at its hardware address': [
      { type: DISCOVER },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'a DISCOVER with Rapid Commit is confirmed at once (RFC 4039)': [
      { type: DISCOVER, options: [bytes(80)] },
      'DHCPACK 10.79.0.21 to hardware 10.79.0.21',
    ],
    'a DISCOVER with Rapid Commit is only offered where we are not the authority': [
      { type: DISCOVER, options: [bytes(80)], networks: [labNetwork({ authoritative: false })] },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'a DISCOVER with the broadcast flag is answered by broadcast': [
      { type: DISCOVER, request: { flags: 0x8000 } },
      'DHCPOFFER 10.79.0.21 to broadcast',
    ],
    'a DISCOVER through a relay is answered to the relay, whatever its broadcast flag says': [
      { type: DISCOVER, request: { flags: 0x8000, relayAddress: ip('10.79.0.9') } },
      'DHCPOFFER 10.79.0.21 to relay 10.79.0.9',
    ],
    'a relayed client of a network that is not on our wire gets its address there': [
      {
        type: DISCOVER,
        request: { relayAddress: ip('10.80.0.9') },
        machine: labMachine({ nics: [{ mac: CLIENT, ip: '10.80.0.21' }] }),
        networks: twoNetworks,
      },
      'DHCPOFFER 10.80.0.21 to relay 10.80.0.9',
    ],
    'a relay of no network that we know is told so on the timeline': [
      { type: DISCOVER, request: { relayAddress: ip('10.99.0.9') } },
      'silent no-network-on-this-wire',
    ],
    'a relay outside the CIDR counts when the network lists it': [
      {
        type: DISCOVER,
        request: { relayAddress: ip('10.99.0.9') },
        networks: [labNetwork({ relays: [ip('10.99.0.9')] })],
      },
      'DHCPOFFER 10.79.0.21 to relay 10.99.0.9',
    ],
    'an unknown client hears nothing': [{ type: DISCOVER, machine: undefined }, 'silent unknown-machine'],
    'a machine without an address hears nothing': [
      { type: DISCOVER, machine: labMachine({ nics: [{ mac: CLIENT }] }) },
      'silent no-address',
    ],
    'a machine whose address lies on another wire hears nothing': [
      { type: DISCOVER, machine: labMachine({ nics: [{ mac: CLIENT, ip: '10.80.0.21' }] }), networks: twoNetworks },
      'silent no-address-on-this-wire',
    ],
    'an interface without an address cannot serve': [{ type: DISCOVER, wire: [] }, 'silent interface-without-address'],
    'a SELECTING client that chose us gets its ACK': [
      { type: REQUEST, options: [address(54, '10.79.0.1'), address(50, '10.79.0.21')] },
      'DHCPACK 10.79.0.21 to hardware 10.79.0.21',
    ],
    'a SELECTING client that names another of our addresses chose us too': [
      { type: REQUEST, options: [address(54, '192.168.9.1'), address(50, '10.79.0.21')] },
      'DHCPACK 10.79.0.21 to hardware 10.79.0.21',
    ],
    'a client that chose another server hears nothing': [
      { type: REQUEST, options: [address(54, '10.79.0.250'), address(50, '10.79.0.77')] },
      'silent other-server-chosen',
    ],
    'a SELECTING client that asks us for an address that is not its own gets a NAK': [
      { type: REQUEST, options: [address(54, '10.79.0.1'), address(50, '10.79.0.77')] },
      'DHCPNAK 0.0.0.0 to broadcast',
    ],
    'an INIT-REBOOT client with its right address gets its ACK': [
      { type: REQUEST, options: [address(50, '10.79.0.21')] },
      'DHCPACK 10.79.0.21 to hardware 10.79.0.21',
    ],
    'an INIT-REBOOT client with a wrong address gets a NAK': [
      { type: REQUEST, options: [address(50, '192.168.1.5')] },
      'DHCPNAK 0.0.0.0 to broadcast',
    ],
    'an INIT-REBOOT client with a wrong address hears nothing where we are not authoritative': [
      { type: REQUEST, options: [address(50, '192.168.1.5')], networks: [labNetwork({ authoritative: false })] },
      'silent not-authoritative',
    ],
    'an INIT-REBOOT client that we do not know hears nothing (RFC 2131 §4.3.2)': [
      { type: REQUEST, options: [address(50, '192.168.1.5')], machine: undefined },
      'silent unknown-machine',
    ],
    'a relayed NAK goes to the relay': [
      { type: REQUEST, options: [address(50, '192.168.1.5')], request: { relayAddress: ip('10.79.0.9') } },
      'DHCPNAK 0.0.0.0 to relay 10.79.0.9',
    ],
    'a known machine that was carried to the wrong wire gets a NAK': [
      {
        type: REQUEST,
        options: [address(50, '10.80.0.21')],
        machine: labMachine({ nics: [{ mac: CLIENT, ip: '10.80.0.21' }] }),
        networks: twoNetworks,
      },
      'DHCPNAK 0.0.0.0 to broadcast',
    ],
    'a RENEWING client is answered at its address': [
      { type: REQUEST, request: { clientAddress: ip('10.79.0.21') }, sentTo: '10.79.0.1' },
      'DHCPACK 10.79.0.21 to client 10.79.0.21',
    ],
    'a RENEWING client behind a router is answered there': [
      {
        type: REQUEST,
        request: { clientAddress: ip('10.80.0.21') },
        sentTo: '10.79.0.1',
        machine: labMachine({ nics: [{ mac: CLIENT, ip: '10.80.0.21' }] }),
        networks: twoNetworks,
      },
      'DHCPACK 10.80.0.21 to client 10.80.0.21',
    ],
    'a RENEWING client behind a router that has no address there gets no NAK on our wire': [
      {
        type: REQUEST,
        request: { clientAddress: ip('10.80.0.21') },
        sentTo: '10.79.0.1',
        networks: twoNetworks,
      },
      'silent no-address-on-this-wire',
    ],
    'a RENEWING client whose record changed gets a broadcast NAK': [
      { type: REQUEST, request: { clientAddress: ip('10.79.0.99') }, sentTo: '10.79.0.1' },
      'DHCPNAK 0.0.0.0 to broadcast',
    ],
    'an INFORM is answered at ciaddr without an address': [
      { type: INFORM, request: { clientAddress: ip('10.79.0.21') } },
      'DHCPACK 0.0.0.0 to client 10.79.0.21',
    ],
    'an INFORM that names no address leaves nowhere to answer to': [{ type: INFORM }, 'silent nowhere-to-answer'],
    'a RELEASE needs no answer': [
      { type: RELEASE, request: { clientAddress: ip('10.79.0.21') }, options: [address(54, '10.79.0.1')] },
      'silent needs-no-answer',
    ],
    'a DECLINE of its own address is a warning': [
      { type: DECLINE, options: [address(50, '10.79.0.21'), address(54, '10.79.0.1')] },
      'silent declined',
    ],
    'a DECLINE of somebody else’s address changes nothing': [
      { type: DECLINE, options: [address(50, '10.79.0.99')] },
      'silent needs-no-answer',
    ],
    'a DECLINE of another machine’s reservation changes nothing and is reported': [
      {
        type: DECLINE,
        request: { mac: mac('02:00:00:00:00:66') },
        options: [address(50, '10.79.0.21'), address(54, '10.79.0.1')],
      },
      'silent declines-anothers-address',
    ],
    'a DECLINE that names no address changes nothing': [{ type: DECLINE }, 'silent needs-no-answer'],
    'a network that is off is silent': [
      { type: DISCOVER, networks: [labNetwork({ mode: 'off' })] },
      'silent network-off',
    ],
    'a network in shadow mode only says what it would have said': [
      { type: DISCOVER, networks: [labNetwork({ mode: 'shadow' })] },
      'silent shadow',
    ],
    'an OFFER asks nothing of us': [{ type: 2 }, 'silent not-for-us'],
    'a paused machine’s firmware is refused': [
      { type: DISCOVER, machine: labMachine({ bootMode: 'paused' }), options: [text(60, 'PXEClient:Arch:00007')] },
      'silent paused',
    ],
    'a paused machine’s operating system keeps its address': [
      { type: DISCOVER, machine: labMachine({ bootMode: 'paused' }) },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [given, expected]) => {
    expect(outcome(given)).toBe(expected);
  });
});

describe('what a DHCP reply carries', () => {
  const network = labNetwork({
    gateway: ip('10.79.0.2'),
    dns: [ip('10.79.0.1'), ip('10.79.0.3')],
    domain: 'lab.example',
  });
  const networks = [network];

  it('begins with message type, server id and lease time, then T1 and T2', () => {
    const { options } = reply({ type: DISCOVER, networks });
    expect(options.codes().slice(0, 5)).toEqual([53, 54, 51, 58, 59]);
    expect(options.get(54)?.toString('hex')).toBe('0a4f0001');
    expect(options.get(51)?.readUInt32BE()).toBe(3600);
    expect(options.get(58)?.readUInt32BE()).toBe(1800);
    expect(options.get(59)?.readUInt32BE()).toBe(3150);
  });

  it('gives a client without a parameter list everything that the record holds', () => {
    const { options } = reply({ type: DISCOVER, networks });
    expect(options.get(1)?.toString('hex')).toBe('ffffff00');
    expect(options.get(3)?.toString('hex')).toBe('0a4f0002');
    expect(options.get(6)?.toString('hex')).toBe('0a4f00010a4f0003');
    expect(options.get(12)?.toString()).toBe('ultra10');
    expect(options.get(15)?.toString()).toBe('lab.example');
  });

  it('keeps the order of the parameter list and sends nothing else but mask and router (field note C5: edk2#10114)', () => {
    const { options } = reply({ type: DISCOVER, networks, options: [bytes(55, 15, 28)] });
    expect(options.codes()).toEqual([53, 54, 51, 58, 59, 15, 28, 1, 3]);
    expect(options.get(28)?.toString('hex')).toBe('0a4f00ff');
  });

  it('leaves the domain out of the host name', () => {
    expect(
      reply({ type: DISCOVER, networks, machine: labMachine({ hostname: 'ultra10.lab.example' }) })
        .options.get(12)
        ?.toString(),
    ).toBe('ultra10');
  });

  it('names the same boot server in siaddr, 66 and 150, and the same file in file and 67', () => {
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0' } });
    const message = reply({ type: DISCOVER, networks, machine, options: [bytes(55, 66, 67, 150)] });
    expect(formatIpv4Address(message.serverAddress)).toBe('10.79.0.1');
    expect(message.bootFile).toBe('pxelinux.0');
    expect(message.options.get(66)?.toString()).toBe('10.79.0.1');
    expect(message.options.get(67)?.toString()).toBe('pxelinux.0');
    expect(message.options.get(150)?.toString('hex')).toBe('0a4f0001');
  });

  it('names it by its name in sname and 66, and by its address in siaddr and 150, where the network has one', () => {
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0' } });
    const named = [labNetwork({ nextServer: ip('10.79.0.7'), serverName: 'boot1' })];
    const message = reply({ type: DISCOVER, networks: named, machine, options: [bytes(55, 66, 67, 150)] });
    expect([message.serverName, message.options.get(66)?.toString()]).toEqual(['boot1', 'boot1']);
    expect(formatIpv4Address(message.serverAddress)).toBe('10.79.0.7');
    expect(message.options.get(150)?.toString('hex')).toBe('0a4f0007');
  });

  it('says so to a client without a parameter list too', () => {
    const { options } = reply({ type: DISCOVER, machine: labMachine({ bootFiles: { default: 'pxelinux.0' } }) });
    expect(options.get(66)?.toString()).toBe('10.79.0.1');
    expect(options.get(67)?.toString()).toBe('pxelinux.0');
  });

  it('sends clients to another boot server when the network names one', () => {
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0' } });
    const message = reply({ type: DISCOVER, machine, networks: [labNetwork({ nextServer: ip('10.79.0.7') })] });
    expect(formatIpv4Address(message.serverAddress)).toBe('10.79.0.7');
  });

  it('echoes client id, machine id of firmware, and option 82 as the last one', () => {
    const options = [
      bytes(82, 1, 2, 0xab, 0xcd),
      bytes(61, 1, 2, 0, 0, 0, 0, 1),
      bytes(97, 0, ...Array<number>(16).fill(7)),
      text(60, 'PXEClient:Arch:00000:UNDI:002001'),
    ];
    const message = reply({ type: DISCOVER, options });
    expect(message.options.codes().slice(-3)).toEqual([61, 97, 82]);
    expect(message.options.get(82)?.toString('hex')).toBe('0102abcd');
  });

  it.each([
    ['OFFER', { type: DISCOVER }],
    ['ACK', { type: REQUEST, options: [address(50, '10.79.0.21')] }],
    ['NAK', { type: REQUEST, options: [address(50, '192.168.1.5')] }],
    ['ACK of an INFORM', { type: INFORM, request: { clientAddress: ip('10.79.0.21') } }],
  ] satisfies [string, DhcpCase][])(
    'says the client id back in an %s, and none to who sent none (RFC 6842)',
    (_, given) => {
      const { options = [] }: DhcpCase = given;
      expect(hexOption({ ...given, options: [...options, bytes(61, 255, 0, 1)] }, 61)).toBe('ff0001');
      expect(hexOption(given, 61)).toBeUndefined();
    },
  );

  it('goes on in sname and file where the client takes no more than its maximum message size (57, 52)', () => {
    const long = [
      { code: 128, value: Buffer.alloc(200, 1) },
      { code: 129, value: Buffer.alloc(120, 2) },
    ];
    const networks = [labNetwork({ options: long })];
    const told = (most: number): [string, boolean] => {
      const verdict = decide({ type: DISCOVER, networks, options: [bytes(57, most >> 8, most & 0xff)] });
      if (verdict.kind === 'silent') throw new Error(verdict.reason);
      const { bytes: octets, dropped } = encodeBootp(verdict.reply.message);
      const { options } = must(decodeBootp(octets));
      expect(dropped).toEqual([]);
      const isWhole = options.get(128)?.length === 200 && options.get(129)?.length === 120;
      expect(octets.length).toBeLessThanOrEqual(most - 28);
      return [octets.subarray(240).includes(Buffer.from([52, 1])) ? 'overloaded' : 'plain', isWhole];
    };
    expect(told(576)).toEqual(['overloaded', true]);
    expect(told(1_000)).toEqual(['plain', true]);
  });

  it('says no option 60 to PXE firmware, which would then ask port 4011 (field note A3: fog-docs#188)', () => {
    const options = [text(60, 'PXEClient:Arch:00007:UNDI:003016'), bytes(55, 60, 43, 67)];
    expect(reply({ type: DISCOVER, options }).options.has(60)).toBe(false);
  });

  it('says option 60 beside an option 43 that the operator wrote for PXE, and only to PXE firmware', () => {
    const pxe = [text(60, 'PXEClient:Arch:00000:UNDI:002001'), bytes(55, 1, 43, 60)];
    const told = (hex: string, options: typeof pxe): (string | undefined)[] => {
      const networks = [labNetwork({ options: [{ code: 43, value: Buffer.from(hex, 'hex') }] })];
      const answer = reply({ type: DISCOVER, networks, options }).options;
      return [answer.get(60)?.toString(), answer.get(43)?.toString('hex')];
    };
    expect(told('060108ff', pxe)).toEqual(['PXEClient', '060108ff']);
    // What leads access points to their controller is not for firmware.
    expect(told('0104c0a80001', pxe)).toEqual([undefined, '0104c0a80001']);
    expect(told('060108ff', [...pxe, text(77, 'iPXE')])).toEqual([undefined, '060108ff']);
    expect(told('060108ff', [text(60, 'HTTPClient:Arch:00016'), bytes(93, 0, 16), bytes(55, 43)])[0]).toBeUndefined();
    expect(told('060108ff', [bytes(55, 1, 43)])[0]).toBeUndefined();
  });

  it.each([
    ['a URL stays as it was written', { 'x64-uefi-http': 'http://boot.lab/x.efi' }, 'http://boot.lab/x.efi'],
    ['a path becomes a URL by our address', { 'x64-uefi-http': 'x.efi' }, 'http://10.79.0.1:8080/boot/x.efi'],
    [
      'a path has single slashes and no space, since firmware follows no redirect (field note C2: smee#229)',
      { 'x64-uefi-http': '/efi//my loader.efi' },
      'http://10.79.0.1:8080/boot/efi/my%20loader.efi',
    ],
    ['the default counts when UEFI can boot it', { default: 'live.iso' }, 'http://10.79.0.1:8080/boot/live.iso'],
    ['the default of BIOS machines is not for it', { default: 'pxelinux.0' }, ''],
  ])('UEFI HTTP boot: %s', (_, bootFiles, file) => {
    const options = [text(60, 'HTTPClient:Arch:00016:UNDI:003001'), bytes(93, 0, 16), bytes(55, 1, 3, 67)];
    const message = reply({ type: DISCOVER, options, machine: labMachine({ bootFiles }) });
    expect(message.bootFile).toBe(file);
    expect(message.options.get(60)?.toString()).toBe(file === '' ? undefined : 'HTTPClient');
  });

  it('answers UEFI HTTP boot with HTTPClient and a URL (field note C1: xcat-core#7743)', () => {
    const machine = labMachine({
      bootFiles: { default: 'pxelinux.0', 'x64-uefi-http': 'http://10.79.0.1:8080/boot/x.efi' },
    });
    const options = [text(60, 'HTTPClient:Arch:00016:UNDI:003001'), bytes(93, 0, 16), bytes(55, 1, 3, 67)];
    const message = reply({ type: DISCOVER, machine, options });
    expect(message.options.get(60)?.toString()).toBe('HTTPClient');
    expect(message.bootFile).toBe('http://10.79.0.1:8080/boot/x.efi');
  });

  it('gives a NAK the reason and no address, no lease time, no boot server', () => {
    const message = reply({ type: REQUEST, options: [address(50, '192.168.1.5'), bytes(61, 1, 2, 3)] });
    expect(message.options.codes()).toEqual([53, 54, 56, 61]);
    expect(message.options.get(56)?.toString()).toBe('192.168.1.5 is not your address here, 10.79.0.21 is');
    expect(message.serverAddress).toBe(0);
  });

  it('has the relay broadcast a NAK, since the client’s address may not work there (RFC 2131 §4.3.2)', () => {
    const given = { type: REQUEST, options: [address(50, '192.168.1.5')] };
    expect(reply({ ...given, request: { relayAddress: ip('10.79.0.9') } }).flags).toBe(0x8000);
    expect(reply(given).flags).toBe(0);
  });

  it('says Rapid Commit in the ACK of such a DISCOVER, and in no other', () => {
    expect(hexOption({ type: DISCOVER, options: [bytes(80)] }, 80)).toBe('');
    expect(hexOption({ type: REQUEST, options: [bytes(80), address(50, '10.79.0.21')] }, 80)).toBeUndefined();
    const elsewhere = [labNetwork({ authoritative: false })];
    expect(hexOption({ type: DISCOVER, options: [bytes(80)], networks: elsewhere }, 80)).toBeUndefined();
  });

  it('gives an INFORM no lease time, T1 or T2', () => {
    const message = reply({ type: INFORM, networks, request: { clientAddress: ip('10.79.0.21') } });
    expect(message.options.codes()).toEqual([53, 54, 1, 3, 6, 12, 15]);
  });

  it('sends an operator’s option when it is asked for, and to clients without a list', () => {
    const ntp = [{ code: 42, value: Buffer.from([10, 79, 0, 1]) }];
    const withNtp = [labNetwork({ options: ntp })];
    expect(hexOption({ type: DISCOVER, networks: withNtp, options: [bytes(55, 1, 42)] }, 42)).toBe('0a4f0001');
    expect(hexOption({ type: DISCOVER, networks: withNtp }, 42)).toBe('0a4f0001');
    expect(hexOption({ type: DISCOVER, networks: withNtp, options: [bytes(55, 1)] }, 42)).toBeUndefined();
  });
});

describe('which file a client boots', () => {
  const bios = [text(60, 'PXEClient:Arch:00000:UNDI:002001'), bytes(93, 0, 0)];
  const uefi = (code: number) => [text(60, `PXEClient:Arch:0000${code}:UNDI:003016`), bytes(93, 0, code)];
  const ipxe = (code: number) => [...uefi(code), text(77, 'iPXE'), bytes(175, 0xb1, 5, 1)];
  const files = { default: 'pxelinux.0', 'x64-uefi': 'grubnetx64.efi', ipxe: 'boot.ipxe' } as const;
  const cases: Record<string, [DhcpCase, string]> = {
    'BIOS firmware takes the default': [
      { type: DISCOVER, options: bios, machine: labMachine({ bootFiles: files }) },
      'pxelinux.0',
    ],
    'architecture 7 is x64 UEFI': [
      { type: DISCOVER, options: uefi(7), machine: labMachine({ bootFiles: files }) },
      'grubnetx64.efi',
    ],
    'architecture 9 is x64 UEFI too (field note A10: docker-netbootxyz#8)': [
      { type: DISCOVER, options: uefi(9), machine: labMachine({ bootFiles: files }) },
      'grubnetx64.efi',
    ],
    'iPXE is told from the firmware that loaded it': [
      { type: DISCOVER, options: ipxe(7), machine: labMachine({ bootFiles: files }) },
      'boot.ipxe',
    ],
    'iPXE never gets iPXE again (field note A8: danderson/netboot#77)': [
      { type: DISCOVER, options: ipxe(0), machine: labMachine({ bootFiles: { bios: 'undionly.kpxe' } }) },
      '',
    ],
    'iPXE in a ROM may take pxelinux.0': [
      { type: DISCOVER, options: ipxe(0), machine: labMachine({ bootFiles: { default: 'pxelinux.0' } }) },
      'pxelinux.0',
    ],
    'the network’s file serves a machine that has none': [
      { type: DISCOVER, options: bios, networks: [labNetwork({ bootFiles: { bios: 'net.0' } })] },
      'net.0',
    ],
    'the machine’s file wins over the network’s': [
      {
        type: DISCOVER,
        options: bios,
        machine: labMachine({ bootFiles: { default: 'own.0' } }),
        networks: [labNetwork({ bootFiles: { bios: 'net.0' } })],
      },
      'own.0',
    ],
    'a loader in the boot file root serves where nothing is set': [
      { type: DISCOVER, options: bios, files: ['pxelinux.0'] },
      'pxelinux.0',
    ],
    'nothing is named that is not there': [{ type: DISCOVER, options: bios }, ''],
    'an operating system gets no built-in loader': [{ type: DISCOVER, files: ['pxelinux.0'] }, ''],
    'a machine in local mode gets its address and no file': [
      { type: DISCOVER, options: bios, machine: labMachine({ bootMode: 'local', bootFiles: files }) },
      '',
    ],
    'an unknown architecture takes the default': [
      { type: DISCOVER, options: [text(60, 'PXEClient'), bytes(93, 1, 77)], machine: labMachine({ bootFiles: files }) },
      'pxelinux.0',
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [given, expected]) => {
    expect(reply(given).bootFile).toBe(expected);
  });
});
