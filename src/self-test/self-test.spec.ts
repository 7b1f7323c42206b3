import { describe, expect, it } from 'vitest';
import { checkCapabilities } from './check-capabilities.js';
import { checkClock, checkDataDirectory } from './check-data-directory.js';
import { checkInterfaces } from './check-interfaces.js';
import type { Finding } from './finding.js';

const faults = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level }) => level !== 'good').map(({ level, sentence }) => `${level}: ${sentence}`);

const eth0 = { name: 'eth0', loopback: false, up: true, addresses: ['10.79.0.1/24'] };

describe('the self-test', () => {
  it('names each capability that is missing', () => {
    expect(faults(checkCapabilities('CapEff:\t000001ffffffffff\n'))).toEqual([]);
    expect(faults(checkCapabilities('CapEff:\t0000000000001400\n'))).toEqual([
      'wrong: the capability CAP_NET_RAW is missing: no RARP, and DHCP clients without an address are answered by broadcast',
    ]);
    expect(checkCapabilities('').length).toBe(3);
  });

  it('finds a container’s bridge, and leaves a host’s network alone (field note E1: docker-pi-hole#355)', () => {
    const bridged = { ...eth0, addresses: ['172.17.0.2/16'] };
    const facts = { wanted: undefined, inContainer: true };
    expect(faults(checkInterfaces({ ...facts, interfaces: [bridged] }))[0]).toMatch(
      /broadcasts of machines do not reach/,
    );
    expect(faults(checkInterfaces({ ...facts, interfaces: [eth0] }))).toEqual([]);
    expect(faults(checkInterfaces({ ...facts, inContainer: false, interfaces: [bridged] }))).toEqual([]);
  });

  it('names interfaces that are absent, down or without an address', () => {
    const interfaces = [
      { ...eth0, addresses: [] },
      { ...eth0, name: 'eth1', up: false },
    ];
    expect(faults(checkInterfaces({ interfaces, wanted: ['eth0', 'eth1', 'eth2'], inContainer: false }))).toEqual([
      'wrong: there is no interface eth2',
      'note: eth0 has no IPv4 address: nobody can be answered there',
      'note: eth1 is down',
    ]);
  });

  it('wants a folder that can be written, room in it, and a clock', () => {
    const facts = { path: '/data', trouble: undefined, freeBytes: 1e12 };
    expect(faults(checkDataDirectory(facts))).toEqual([]);
    expect(faults(checkDataDirectory({ ...facts, trouble: 'EACCES' }))).toEqual([
      'wrong: /data cannot be written (EACCES)',
    ]);
    expect(faults(checkDataDirectory({ ...facts, freeBytes: 1048576 }))).toEqual([
      'note: /data has little room, 1 MiB free',
    ]);
    expect(faults([checkClock(0, 1)])).toHaveLength(1);
    expect(faults([checkClock(1, 1)])).toEqual([]);
  });
});
