import { describe, expect, it } from 'vitest';

import type { Ipv4Address } from '../values/ipv4-address.js';
import { networkOf } from '../values/ipv4-network.js';
import type { MacAddress } from '../values/mac-address.js';
import type { Link } from './link.js';
import type { InterfaceChange } from './net.port.js';
import { ServedInterfaces } from './served-interfaces.js';

const ADDRESS = 0x0a_00_00_01 as Ipv4Address;

function link(name: string, change: Partial<Link> = {}): Link {
  const mac = 0x02_00_00_00_00_01 as MacAddress;
  const addresses = [{ address: ADDRESS, network: networkOf(ADDRESS, 24) }];
  return {
    index: 2,
    name,
    mac,
    mtu: 1500,
    up: true,
    loopback: false,
    kind: undefined,
    master: undefined,
    addresses,
    ...change,
  };
}

function follow(wanted?: readonly string[], onlyOne = false) {
  const reports: string[] = [];
  const changes: string[] = [];
  const served = new ServedInterfaces(wanted, (sentence) => reports.push(sentence), onlyOne);
  const names = (list: InterfaceChange['appeared']): string => list.map(({ name }) => name).join();
  const write = (who: string) => (change: InterfaceChange) =>
    changes.push(`${who} +${names(change.appeared)} ~${names(change.changed)} -${names(change.vanished)}`);
  served.listen(write('listener'));
  return { served, reports, changes, update: (...links: Link[]) => served.update(links, write('ports')) };
}

describe('ServedInterfaces', () => {
  it('tells the ports before the listeners, and nobody when nothing changed', () => {
    const { served, changes, update } = follow();
    update(link('eth0'));
    const [before] = served.current;
    update(link('eth0'));
    expect(served.current[0]).toBe(before);
    expect(changes).toEqual(['ports +eth0 ~ -', 'listener +eth0 ~ -']);
  });

  const changed: Readonly<Record<string, Partial<Link>>> = {
    'another MAC': { mac: 0x02_00_00_00_00_99 as MacAddress },
    'another MTU': { mtu: 9000 },
    'no address any more': { addresses: [] },
    'another prefix length': { addresses: [{ address: ADDRESS, network: networkOf(ADDRESS, 16) }] },
  };
  it.each(Object.entries(changed))('sees %s as a change', (_sentence, change) => {
    const { served, changes, update } = follow();
    update(link('eth0'));
    update(link('eth0', change));
    expect(changes.slice(2)).toEqual(['ports + ~eth0 -', 'listener + ~eth0 -']);
    expect(served.current).toHaveLength(1);
  });

  it('sees an interface made anew under the same name as another one', () => {
    const { changes, update } = follow();
    update(link('eth0'));
    update(link('eth0', { index: 7 }));
    expect(changes[2]).toBe('ports +eth0 ~ -eth0');
  });

  it('sees a renamed interface as another one', () => {
    const { changes, update } = follow();
    update(link('eth0'));
    update(link('lan0'));
    expect(changes[2]).toBe('ports +lan0 ~ -eth0');
  });

  it('says once what it waits for, and again when the reason is another', () => {
    const { reports, update } = follow(['eth7']);
    update(link('eth0'));
    update(link('eth0', { mtu: 9000 }));
    update(link('eth7', { up: false }));
    update(link('eth7'));
    update(link('eth7', { up: false }));
    expect(reports).toEqual([
      'interface eth7 (REVEILLE_INTERFACES) does not exist; it is served as soon as it is there and up',
      'interface eth7 (REVEILLE_INTERFACES) is down; it is served as soon as it is there and up',
      'interface eth7 (REVEILLE_INTERFACES) is down; it is served as soon as it is there and up',
    ]);
  });

  it('says why none is served, once until there was one', () => {
    const { reports, update } = follow();
    const lo = link('lo', { index: 1, loopback: true });
    update(lo, link('eth0', { up: false }));
    update(lo, link('eth0', { up: false, mtu: 9000 }));
    expect(reports).toEqual([
      'no interface to serve (lo is loopback, eth0 is down); plug one in, set one up (ip link set NAME up), or name some in REVEILLE_INTERFACES',
    ]);
    update(lo, link('eth0'));
    update(lo);
    expect(reports).toHaveLength(2);
  });

  it('goes on after a listener threw', () => {
    const { served, reports, changes, update } = follow();
    served.listen(() => {
      throw new Error('broken listener');
    });
    served.listen(() => changes.push('the last one'));
    update(link('eth0'));
    expect(changes.at(-1)).toBe('the last one');
    expect(reports).toEqual(['an error of ours while following the interfaces: Error: broken listener']);
  });

  it('stays with one interface when it can serve only one, and names the others', () => {
    const { served, reports, update } = follow(undefined, true);
    update(link('eth1', { index: 3 }));
    update(link('eth0'), link('eth1', { index: 3 }));
    expect(served.current.map(({ name }) => name)).toEqual(['eth1']);
    update(link('eth0'));
    expect(served.current.map(({ name }) => name)).toEqual(['eth0']);
    expect(reports).toEqual(['interfaces not served: eth0']);
  });

  it('no longer tells a listener that stopped', () => {
    const { served, changes, update } = follow();
    const stop = served.listen(() => changes.push('stopped one'));
    stop();
    update(link('eth0'));
    expect(changes).not.toContain('stopped one');
  });
});
