import { describe, expect, it } from 'vitest';
import { bootOf } from '../../test/fakes/boots.js';
import { readAttempts } from './boot-attempt.js';

const pxe = { architecture: 'x86 BIOS' };

describe('what happened to a machine, cut into its boots', () => {
  it('a boot has its steps with their times', () => {
    const [attempt] = readAttempts(
      bootOf([
        [0, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: pxe }],
        [3, 'dhcp', 'DHCPREQUEST -> DHCPACK', { detail: pxe }],
        [3.1, 'tftp', 'RRQ', { detail: { file: 'pxelinux.0' } }],
        [3.5, 'tftp', 'transfer complete', { outcome: 'noted', detail: { file: 'pxelinux.0' } }],
        [4, 'tftp', 'transfer complete', { outcome: 'noted', detail: { file: 'pxelinux.cfg/default' } }],
        [80, 'tftp', 'transfer complete', { outcome: 'noted', detail: { file: 'vmlinuz' } }],
      ]),
    );
    expect(attempt?.stages.map(({ stage, milliseconds, late }) => [stage, milliseconds, late])).toEqual([
      ['asked', 0, false],
      ['offered', 0, false],
      ['requested', 3_000, false],
      ['acknowledged', 0, false],
      ['loader-opened', 100, false],
      ['loader-fetched', 400, false],
      ['script', 500, false],
      ['kernel', 76_000, false],
    ]);
  });

  it('a file that is opened for its size is not opened yet', () => {
    const probe = 'size probe (normal: the client asked how large the file is)';
    const [attempt] = readAttempts(
      bootOf([
        [0, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: pxe }],
        [3, 'dhcp', 'DHCPREQUEST -> DHCPACK', { detail: pxe }],
        [3.1, 'tftp', 'RRQ', { detail: { file: 'snponly.efi' } }],
        [3.2, 'tftp', probe, { outcome: 'noted', detail: { file: 'snponly.efi' } }],
        [3.3, 'tftp', 'RRQ', { detail: { file: 'snponly.efi' } }],
        [4, 'tftp', 'transfer complete', { outcome: 'noted', detail: { file: 'snponly.efi' } }],
      ]),
    );
    expect(attempt?.stages.slice(4).map(({ stage, milliseconds }) => [stage, milliseconds])).toEqual([
      ['size-probe', 200],
      ['loader-opened', 100],
      ['loader-fetched', 700],
    ]);
  });

  it('a question after a while of quiet begins another boot', () => {
    const rarp = (seconds: number) => [seconds, 'rarp', 'RARP request', { outcome: 'silent' }] as const;
    expect(readAttempts(bootOf([rarp(0), rarp(30), rarp(300)]))).toHaveLength(2);
  });

  it('the firmware that asks again after its loader begins another boot; iPXE and the system that ask do not', () => {
    const first = [
      [0, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: pxe }],
      [1, 'tftp', 'transfer complete', { outcome: 'noted', detail: { file: 'undionly.kpxe' } }],
    ] as const;
    const discover = (detail: Record<string, string>) => [9, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail }] as const;
    expect(readAttempts(bootOf([...first, discover(pxe)]))).toHaveLength(2);
    expect(readAttempts(bootOf([...first, discover({ ...pxe, client: 'iPXE' })]))).toHaveLength(1);
    expect(readAttempts(bootOf([...first, discover({})]))).toHaveLength(1);
  });

  it('announcements of a hypervisor are a boot of nobody, and part of one that is going on', () => {
    const announcement = [0, 'rarp', 'RARP announcement, moved or resumed', { outcome: 'noted' }] as const;
    const discover = [1, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: pxe }] as const;
    expect(readAttempts(bootOf([announcement, discover]))).toHaveLength(2);
    expect(readAttempts(bootOf([discover, [2, announcement[1], announcement[2], announcement[3]]]))).toHaveLength(1);
  });
});
