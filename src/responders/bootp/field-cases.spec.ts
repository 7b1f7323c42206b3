import { describe, expect, it } from 'vitest';
import {
  address,
  bytes,
  DISCOVER,
  outcome,
  relayAgent,
  reply,
  REQUEST,
  text,
  type DhcpCase,
} from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, mac } from '../../../test/fakes/known-lab.js';

/** What users of other servers reported, by the public issue that tells it. */
const RELAY = ip('10.79.0.9');
const PXE = text(60, 'PXEClient:Arch:00007:UNDI:003016');
const OFFER = 'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21';
const OFFER_TO_RELAY = 'DHCPOFFER 10.79.0.21 to relay 10.79.0.9';

describe('what went wrong elsewhere (docs/field-notes.md)', () => {
  const cases: Record<string, [DhcpCase, string]> = {
    'a user class that runs over its end is answered (field note A9: metal3-io/baremetal-operator#446)': [
      { type: DISCOVER, options: [PXE, bytes(93, 0, 7), bytes(77, 200, 105, 80, 88, 69)] },
      OFFER,
    ],
    'the broadcast flag does not win over giaddr (field note E4: krolaw/dhcp4#35)': [
      { type: DISCOVER, request: { flags: 0x8000, relayAddress: RELAY } },
      OFFER_TO_RELAY,
    ],
    'the last ACK goes where the OFFER went, through the relay (field note E4: packetfence#8281)': [
      {
        type: REQUEST,
        request: { relayAddress: RELAY },
        options: [address(50, '10.79.0.21'), address(54, '10.79.0.1')],
      },
      'DHCPACK 10.79.0.21 to relay 10.79.0.9',
    ],
    'a relay that sends from any port is answered on port 67 (field note E4: tinkerbell/dhcp#67)': [
      { type: DISCOVER, request: { relayAddress: RELAY }, sourcePort: 40_000 },
      OFFER_TO_RELAY,
    ],
    'UEFI behind a relay is answered like any other (field note E4: xcat-core#1222)': [
      {
        type: DISCOVER,
        request: { relayAddress: RELAY },
        options: [PXE, bytes(93, 0, 7), bytes(97, ...Array<number>(17).fill(0))],
      },
      OFFER_TO_RELAY,
    ],
    'a dock that a machine is known to have besides its own card (field note D5: fogproject#518)': [
      {
        type: DISCOVER,
        request: { mac: mac('02:00:00:00:00:d0') },
        machine: labMachine({
          nics: [{ mac: '02:00:00:00:00:01', ip: '10.79.0.21' }, { mac: '02:00:00:00:00:d0' }],
        }),
      },
      OFFER,
    ],
    'a network that is only listened to is not answered on (field note E7: smee#10)': [
      { type: DISCOVER, networks: [labNetwork({ mode: 'shadow' })] },
      'silent shadow',
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [given, expected]) => {
    expect(outcome(given)).toBe(expected);
  });

  it.each([0, 0x8000])('the broadcast flag comes back as it was sent, 0x%s (field note E4: pdhcp#3)', (flags) => {
    expect(reply({ type: DISCOVER, request: { flags } }).flags).toBe(flags);
  });

  it('a host with several addresses answers from the one on the client’s network and calls itself so (field note E5: PyPXE#190)', () => {
    const networks = [labNetwork(), labNetwork({ id: 2, name: 'second', range: '192.168.9.0/24' })];
    const given = { type: DISCOVER, networks, wire: ['192.168.9.1/24', '10.79.0.1/24'] };
    expect(reply(given).options.get(54)).toEqual(Buffer.from([10, 79, 0, 1]));
  });

  it.each([
    [2, 'itanium.efi'],
    [6, 'ia32.efi'],
    [7, 'x64.efi'],
    [8, 'default.efi'],
    [9, 'x64.efi'],
    [200, 'default.efi'],
  ])('architecture %s boots %s (field note A10: Dnsmasq-PXE#3)', (architecture, file) => {
    const bootFiles = {
      default: 'default.efi',
      'x86-uefi': 'ia32.efi',
      'x64-uefi': 'x64.efi',
      'itanium-efi': 'itanium.efi',
    };
    const options = [text(60, 'PXEClient'), bytes(93, 0, architecture), bytes(55, 67)];
    expect(reply({ type: DISCOVER, options, machine: labMachine({ bootFiles }) }).bootFile).toBe(file);
  });

  it('siaddr, 66, 150, file and 67 say the same, for firewalls that know only some of them (field note E6: fog-docs#61)', () => {
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0' } });
    const message = reply({ type: DISCOVER, machine, options: [bytes(55, 66, 67, 150)] });
    expect(message.serverAddress).toBe(ip('10.79.0.1'));
    expect(message.options.get(66)?.toString()).toBe('10.79.0.1');
    expect(message.options.get(150)).toEqual(Buffer.from([10, 79, 0, 1]));
    expect([message.bootFile, message.options.get(67)?.toString()]).toEqual(['pxelinux.0', 'pxelinux.0']);
  });

  it('URLs name us by address, since DNS is not passed on after HTTP boot (field note C4: ipxe#1200)', () => {
    const machine = labMachine({ bootFiles: { 'x64-uefi-http': 'x.efi' } });
    const options = [text(60, 'HTTPClient:Arch:00016:UNDI:003001'), bytes(93, 0, 16), bytes(55, 67)];
    expect(reply({ type: DISCOVER, machine, options }).bootFile).toBe('http://10.79.0.1:8080/boot/x.efi');
  });

  it('the signed chain is first among x64 loaders, since DHCP does not say whether Secure Boot is on (field note A7: fog-docs#93)', () => {
    const files = ['ipxe.efi', 'grubx64.efi', 'shimx64.efi'];
    const options = [PXE, bytes(93, 0, 7), bytes(55, 67)];
    expect(reply({ type: DISCOVER, files, options, machine: labMachine({ bootFiles: {} }) }).bootFile).toBe(
      'shimx64.efi',
    );
  });

  it('a proxy question at port 4011 is not provoked where the OFFER has address and file (field note A4: edk2#8149)', () => {
    const codes = reply({ type: DISCOVER, options: [PXE, bytes(93, 0, 7), bytes(55, 1, 3, 43, 60, 66, 67)] }).options;
    expect([codes.has(60), codes.has(43)]).toEqual([false, false]);
  });

  it('a relay’s option 82 is last, whatever else is said (RFC 3046 §2.2; field note E4: FreeRADIUS#591)', () => {
    const codes = reply({
      type: DISCOVER,
      request: { relayAddress: RELAY },
      options: [relayAgent(text(1, 'Gi0/3')), bytes(61, 1, 2, 3)],
    }).options.codes();
    expect(codes.at(-1)).toBe(82);
  });
});
