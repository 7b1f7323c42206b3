import { describe, expect, it } from 'vitest';
import { bytes, CLIENT, DISCOVER, text } from '../../../test/fakes/dhcp-lab.js';
import { labMachine, mac, must } from '../../../test/fakes/known-lab.js';
import { NO_INSTALL } from '../../boot/install-state.js';
import type { BootpMessage, OptionToSend } from '../../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import { fingerprintPersonality, readPersonality } from './read-personality.js';

const message = (options: readonly OptionToSend[], hardware = CLIENT, transactionId = 1): BootpMessage =>
  must(decodeBootp(encodeBootpRequest({ mac: mac(hardware), transactionId, options })));
const dhcp = (...options: readonly OptionToSend[]): BootpMessage => message([bytes(53, DISCOVER), ...options]);

describe('how a client presents itself', () => {
  it.each<[string, BootpMessage, string]>([
    ['PXE firmware', dhcp(text(60, 'PXEClient:Arch:00007:UNDI:003016'), bytes(93, 0, 7)), 'firmware'],
    ['UEFI HTTP boot', dhcp(text(60, 'HTTPClient'), bytes(93, 0, 16)), 'firmware'],
    ['iPXE, whose class is PXEClient too', dhcp(text(60, 'PXEClient'), bytes(175, 0x13, 1, 1)), 'ipxe'],
    ['an operating system', dhcp(text(60, 'MSFT 5.0')), 'system'],
    ['one that says nothing', dhcp(), 'system'],
    ['Debian’s installer', dhcp(text(60, 'd-i')), 'installer'],
    ['Anaconda', dhcp(text(60, 'anaconda-Linux 6.8 x86_64')), 'installer'],
    ['a BOOTP client', message([]), 'bootp'],
  ])('%s is %s', (_, asked, kind) => {
    expect(readPersonality(asked, labMachine()).kind).toBe(kind);
  });

  it('is the installer’s while an installation runs', () => {
    const installing = labMachine({ install: { ...NO_INSTALL, state: 'installing' } });
    expect(readPersonality(dhcp(text(60, 'udhcp 1.35.0')), installing).kind).toBe('installer');
    expect(readPersonality(dhcp(text(60, 'PXEClient')), installing).kind).toBe('firmware');
  });

  it('has all that the client tells, in words that may be stored', () => {
    const uuid = Buffer.from('00f81d4fae7dec11d0a76500a0c91e6bf6', 'hex');
    const asked = dhcp(text(60, 'a\0b'), bytes(61, 1, 2, 3), text(77, 'i\nPXE'), bytes(93, 0, 7, 0, 9), [97, uuid]);
    expect(readPersonality(asked, labMachine())).toEqual({
      kind: 'firmware',
      mac: mac(CLIENT),
      clientId: '010203',
      vendorClass: 'a',
      userClass: 'iPXE',
      uuid: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      architecture: 7,
    });
    expect(readPersonality(dhcp(bytes(97, 0, 1)), labMachine()).uuid).toBeUndefined();
  });
});

describe('the fingerprint of a personality', () => {
  const base = dhcp(text(60, 'udhcp'), bytes(61, 1, 2, 3));

  it('is a whole number below 2³², the same whatever the client asks besides', () => {
    const fingerprint = fingerprintPersonality(base);
    expect(Number.isInteger(fingerprint) && fingerprint >= 0 && fingerprint < 2 ** 32).toBe(true);
    const again = message([bytes(53, 3), bytes(61, 1, 2, 3), bytes(55, 1, 3), text(60, 'udhcp')], CLIENT, 99);
    expect(fingerprintPersonality(again)).toBe(fingerprint);
  });

  it.each<[string, BootpMessage]>([
    ['another client id', dhcp(text(60, 'udhcp'), bytes(61, 1, 2, 4))],
    ['no client id', dhcp(text(60, 'udhcp'))],
    ['another class', dhcp(text(60, 'udhcq'), bytes(61, 1, 2, 3))],
    ['the same octets in another option', dhcp(text(77, 'udhcp'), bytes(61, 1, 2, 3))],
    ['another architecture', dhcp(text(60, 'udhcp'), bytes(61, 1, 2, 3), bytes(93, 0, 7))],
    ['another card', message([bytes(53, DISCOVER), text(60, 'udhcp'), bytes(61, 1, 2, 3)], '02:00:00:00:00:02')],
  ])('is another one for %s', (_, other) => {
    expect(fingerprintPersonality(other)).not.toBe(fingerprintPersonality(base));
  });
});
