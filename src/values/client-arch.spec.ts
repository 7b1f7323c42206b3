import { describe, expect, it } from 'vitest';
import { CLIENT_ARCHES, CLIENT_KINDS, clientArchOf } from './client-arch.js';

const kindsOf = (codes: readonly number[]): unknown[] => codes.map((code) => clientArchOf(code)?.kind);

describe('the architectures of option 93', () => {
  it('takes 7 and 9 alike: firmware of x86-64 sends either', () => {
    expect(kindsOf([0x07, 0x09])).toEqual(['x64-uefi', 'x64-uefi']);
    expect(kindsOf([0x10, 0x11])).toEqual(['x64-uefi-http', 'x64-uefi-http']);
  });

  it.each<[number, string, 'tftp' | 'http']>([
    [0x00, 'bios', 'tftp'],
    [0x06, 'x86-uefi', 'tftp'],
    [0x0a, 'arm32-uefi', 'tftp'],
    [0x0b, 'arm64-uefi', 'tftp'],
    [0x0f, 'x86-uefi-http', 'http'],
    [0x12, 'arm32-uefi-http', 'http'],
    [0x13, 'arm64-uefi-http', 'http'],
    [0x14, 'bios-http', 'http'],
    [0x19, 'riscv32-uefi', 'tftp'],
    [0x1a, 'riscv32-uefi-http', 'http'],
    [0x1b, 'riscv64-uefi', 'tftp'],
    [0x1c, 'riscv64-uefi-http', 'http'],
    [0x25, 'loongarch32-uefi', 'tftp'],
    [0x26, 'loongarch32-uefi-http', 'http'],
    [0x27, 'loongarch64-uefi', 'tftp'],
    [0x28, 'loongarch64-uefi-http', 'http'],
    [0x29, 'raspberry-pi', 'tftp'],
  ])('code %i is %s by %s', (code, kind, method) => {
    expect(clientArchOf(code)).toMatchObject({ code, kind, method });
  });

  it('has each code once', () => {
    const codes = CLIENT_ARCHES.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });

  it('gives each code a kind that boot.files knows, and says HTTP in its name when it fetches so', () => {
    expect(CLIENT_ARCHES.filter(({ kind }) => !CLIENT_KINDS.includes(kind))).toEqual([]);
    expect(CLIENT_ARCHES.filter(({ name, method }) => name.endsWith(' HTTP') !== (method === 'http'))).toEqual([]);
  });

  it.each([0x1d, 0x24, 0x2a, 0xffff, -1])('has no row for %i', (code) => {
    expect(clientArchOf(code)).toBeUndefined();
  });
});
