import { describe, expect, it } from 'vitest';
import type { MachineView } from '../inventory/machines/machine.view.js';
import { renderUnrecognised } from './unrecognised-machine.render.js';

type Nic = MachineView['nics'][number];

const told = (...nics: readonly Partial<Nic>[]): string | undefined =>
  renderUnrecognised({
    hostname: 'node1',
    nics: nics.map((nic) => ({ mac: null, ip: null, ...nic })),
  } as unknown as MachineView);

describe('a machine that no packet can be told to be of', () => {
  it('is told what it cannot do, and how it gets a NIC', () => {
    expect(told()).toBe(
      'node1 has no MAC, so no packet can be told to be its own: RARP, BOOTP, DHCP and PXE do not answer it. No address is kept for it either.\n' +
        `Give it a NIC: reveille machines set node1 nics='[{"mac":"8:0:20:8e:48:de","ip":"10.79.0.21"}]' (or one with clientId, uuid, circuitId or remoteId).`,
    );
  });

  it('is told what its address is good for', () => {
    expect(told({ ip: '10.79.0.5' })).toMatch(/10\.79\.0\.5 is kept for it: TFTP, HTTP and bootparams/);
    expect(told({ ip: '10.79.0.5' }, { ip: '10.79.0.6' })).toMatch(
      /10\.79\.0\.5 and 10\.79\.0\.6 are kept .*\n.*"ip":"10\.79\.0\.5"/,
    );
  });

  it.each<Partial<Nic>>([
    { mac: '02:00:00:00:00:01' },
    { uuid: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' },
    { clientId: 'ff:01' },
    { circuitId: 'Gi0/3' },
    { remoteId: 'sw1' },
  ])('is nothing of that with %o', (nic) => {
    expect(told({}, nic)).toBeUndefined();
  });
});
