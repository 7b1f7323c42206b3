import { type Link, networkInterfaceOf } from './link.js';
import type { InterfaceChange, NetworkInterface } from './net.port.js';

/** What changed between the interfaces served until now and the links to serve from now on. */
export function diffInterfaces(
  before: readonly NetworkInterface[],
  after: readonly Link[],
): { readonly now: readonly NetworkInterface[]; readonly change: InterfaceChange | undefined } {
  const appeared: NetworkInterface[] = [];
  const changed: NetworkInterface[] = [];
  const now = after.map((link) => {
    const fresh = networkInterfaceOf(link);
    // A renamed interface is another one to its users: settings and networks go by name.
    const known = before.find(({ index, name }) => index === fresh.index && name === fresh.name);
    if (known === undefined) appeared.push(fresh);
    else if (sameState(known, fresh)) return known;
    else changed.push(fresh);
    return fresh;
  });
  const vanished = before.filter(({ index, name }) => !now.some((one) => one.index === index && one.name === name));
  const quiet = appeared.length + changed.length + vanished.length === 0;
  return { now, change: quiet ? undefined : { appeared, changed, vanished } };
}

function sameState(a: NetworkInterface, b: NetworkInterface): boolean {
  return (
    a.mac === b.mac &&
    a.mtu === b.mtu &&
    a.addresses.length === b.addresses.length &&
    a.addresses.every(({ address, network }, i) => {
      const other = b.addresses[i];
      return address === other?.address && network.prefixLength === other.network.prefixLength;
    })
  );
}
