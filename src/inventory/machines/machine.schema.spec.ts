import { describe, expect, it } from 'vitest';
import { Problem, type FieldError } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { machineInput, machineQuery } from './machine.schema.js';

function errorsOf(
  input: unknown,
  schema: typeof machineInput | typeof machineQuery = machineInput,
): readonly FieldError[] {
  try {
    readInput(schema, input);
  } catch (error) {
    if (error instanceof Problem) return error.details.errors ?? [];
    throw error;
  }
  return [];
}

describe('a machine as a client writes it', () => {
  it('needs no more than a host name', () => {
    expect(readInput(machineInput, { hostname: 'ultra10' })).toEqual({
      hostname: 'ultra10',
      description: '',
      labels: {},
      boot: { mode: 'always' },
    });
  });

  it.each(['8:0:20:8e:48:de', '08-00-20-8E-48-DE', '0800.208e.48de', '0800208e48de', ' 08:00:20:8E:48:DE '])(
    'may write a MAC as %s',
    (mac) => {
      expect(readInput(machineInput, { hostname: 'a', nics: [{ mac }] }).nics).toEqual([{ mac: 0x0800_208e_48de }]);
    },
  );

  it('may be sent back as it was read: what the appliance sets is accepted', () => {
    const read = {
      id: 7,
      hostname: 'a',
      createdAt: '2026-11-20T00:00:00Z',
      updatedAt: '2026-11-20T00:00:00Z',
      nics: [{ mac: null, ip: '10.0.0.1' }],
    };
    expect(errorsOf(read)).toEqual([]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no host name', {}, 'hostname', /is required/],
    ['an empty host name', { hostname: '' }, 'hostname', /is empty/],
    ['an underscore in the host name', { hostname: 'a_b' }, 'hostname', /"a_b".*letters, digits and hyphens/],
    ['a hyphen at its end', { hostname: 'a-.lab' }, 'hostname', /"a-"/],
    ['a part of 64 characters', { hostname: 'a'.repeat(64) }, 'hostname', /1 to 63/],
    ['a dot at the end', { hostname: 'a.' }, 'hostname', /empty part/],
    ['254 characters', { hostname: `${'a.'.repeat(126)}aa` }, 'hostname', /has 254 characters/],
    ['an address for a host name', { hostname: '10.79.0.1' }, 'hostname', /looks like an IPv4 address/],
    ['the broadcast MAC', { hostname: 'a', nics: [{ mac: 'ff:ff:ff:ff:ff:ff' }] }, 'nics[0].mac', /broadcast/],
    ['the zero MAC', { hostname: 'a', nics: [{ mac: '0:0:0:0:0:0' }] }, 'nics[0].mac', /all zeros/],
    ['a multicast MAC', { hostname: 'a', nics: [{ mac: '01:00:5e:00:00:01' }] }, 'nics[0].mac', /multicast/],
    [
      'a MAC of five octets',
      { hostname: 'a', nics: [{ mac: '08:00:20:8e:48' }] },
      'nics[0].mac',
      /write it as 08:00:20/,
    ],
    ['an address with a leading zero', { hostname: 'a', nics: [{ ip: '10.79.0.010' }] }, 'nics[0].ip', /leading zero/],
    ['a NIC without anything', { hostname: 'a', nics: [{}] }, 'nics[0]', /needs a mac, an ip, or both/],
    [
      'a UUID that is none',
      { hostname: 'a', nics: [{ mac: '02:00:00:00:00:01', uuid: 'x' }] },
      'nics[0].uuid',
      /write it as f81d4fae-/,
    ],
    [
      'the UUID of a board that has none',
      { hostname: 'a', nics: [{ mac: '02:00:00:00:00:01', uuid: '0'.repeat(32) }] },
      'nics[0].uuid',
      /identifies no machine/,
    ],
    [
      'a client id in two NICs, once in words and once in octets',
      {
        hostname: 'a',
        nics: [
          { mac: '02:00:00:00:00:01', clientId: 'abc' },
          { mac: '02:00:00:00:00:02', clientId: '0x616263' },
        ],
      },
      'nics[1].clientId',
      /is also the clientId of nics\[0\]/,
    ],
    [
      'a port of a switch in two NICs',
      { hostname: 'a', nics: [1, 2].map((n) => ({ mac: `02:00:00:00:00:0${n}`, circuitId: 'Gi0/3' })) },
      'nics[1].circuitId',
      /is also the circuitId of nics\[0\]/,
    ],
    [
      'an option that the exchange sets itself',
      { hostname: 'a', nics: [{ mac: '02:00:00:00:00:01', options: [{ code: 53, value: 1 }] }] },
      'nics[0].options[0]',
      /set by the exchange/,
    ],
    ['a label key with a space', { hostname: 'a', labels: { 'my rack': 'r1' } }, 'labels.my rack', /label key/],
    [
      'a label that is a number',
      { hostname: 'a', labels: { rack: 1 } },
      'labels.rack',
      /must be a string, not a number/,
    ],
    ['an unknown mode', { hostname: 'a', boot: { mode: 'never' } }, 'boot.mode', /always.*local.*paused/],
    ['a profile', { hostname: 'a', boot: { profile: 'Debian 12' } }, 'boot.profile', /lower-case letters/],
    [
      'a client kind with a typing error',
      { hostname: 'a', boot: { files: { 'x64-uef': 'a' } } },
      'boot.files.x64-uef',
      /did you mean x64-uefi\?/,
    ],
    [
      'a path that climbs',
      { hostname: 'a', boot: { files: { default: 'a/../../b' } } },
      'boot.files.default',
      /contains "\.\."/,
    ],
    [
      'one that climbs by backslashes',
      { hostname: 'a', boot: { files: { default: '..\\b' } } },
      'boot.files.default',
      /contains "\.\."/,
    ],
    ['an empty path', { hostname: 'a', boot: { files: { default: '' } } }, 'boot.files.default', /leave the key out/],
    [
      'a NUL in a path',
      { hostname: 'a', boot: { files: { default: 'a\0b' } } },
      'boot.files.default',
      /control character/,
    ],
    [
      'a path of 256 octets',
      { hostname: 'a', boot: { files: { default: 'a'.repeat(256) } } },
      'boot.files.default',
      /255 octets/,
    ],
    [
      'a way that nobody fetches by',
      { hostname: 'a', boot: { files: { default: 'ftp://h/x' } } },
      'boot.files.default',
      /http:\/\/, https:\/\/ or tftp:\/\//,
    ],
    [
      'a bootparams key of digits',
      { hostname: 'a', boot: { bootparams: { 1: 'x' } } },
      'boot.bootparams.1',
      /bootparams key/,
    ],
  ])('is refused with its field and the reason for %s', (_, input, field, reason) => {
    expect(errorsOf(input)).toEqual([{ field, reason: expect.stringMatching(reason) as string }]);
  });

  it('with the same MAC twice is told how to give one port two addresses', () => {
    const mac = '02:00:00:00:00:01';
    expect(
      errorsOf({
        hostname: 'a',
        nics: [
          { mac, ip: '10.0.0.1' },
          { mac: '0200.0000.0001', ip: '10.1.0.1' },
        ],
      }),
    ).toEqual([
      { field: 'nics[1].mac', reason: expect.stringMatching(/also the mac of nics\[0\]; leave mac out/) as string },
    ]);
  });

  it('with the same address twice is refused', () => {
    expect(
      errorsOf({ hostname: 'a', nics: [{ mac: '02:00:00:00:00:01', ip: '10.0.0.1' }, { ip: '10.0.0.1' }] }),
    ).toEqual([{ field: 'nics[1].ip', reason: 'is also the ip of nics[0]' }]);
  });

  it.each([
    'pxelinux.0',
    '/grub/grubx64.efi',
    'Boot\\x64\\wdsnbp.com',
    'http://10.79.0.1:8080/boot/x.efi',
    'tftp://10.79.0.1/a',
    'a..b/c',
  ])('keeps the boot file %s as it was written', (file) => {
    expect(readInput(machineInput, { hostname: 'a', boot: { files: { default: file } } }).boot.files).toEqual({
      default: file,
    });
  });
});

describe('the query of a list', () => {
  it('takes one label or several', () => {
    expect(readInput(machineQuery, { label: 'rack:r1' }).label).toEqual([{ key: 'rack', value: 'r1' }]);
    expect(readInput(machineQuery, { label: ['rack:r1', 'url:http://x'] }).label).toEqual([
      { key: 'rack', value: 'r1' },
      { key: 'url', value: 'http://x' },
    ]);
  });

  it('has a limit of 100 unless told', () => {
    expect(readInput(machineQuery, {})).toEqual({ limit: 100, label: [] });
  });

  it.each([
    ['limit', '0'],
    ['limit', '1001'],
    ['limit', '1e2'],
    ['limit', ''],
    ['cursor', 'x'],
    ['mac', 'x'],
    ['ip', '10.0.0'],
  ])('refuses %s=%s', (name, value) => {
    expect(errorsOf({ [name]: value }, machineQuery).map(({ field }) => field)).toEqual([name]);
  });

  it('refuses a label without a colon', () => {
    expect(errorsOf({ label: 'rack' }, machineQuery)).toEqual([
      { field: 'label[0]', reason: 'must be key:value, as label=rack:r1' },
    ]);
  });
});
