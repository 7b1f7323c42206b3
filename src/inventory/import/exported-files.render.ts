import type { KnownMachine } from '../../boot/known-machine.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatSunMacAddress } from '../../values/mac-address.js';
import { ALIASES_LABEL } from './plan-import.js';

/** Host names in the order of their octets: the same inventory always gives the same bytes. */
function inOrder(machines: Iterable<KnownMachine>): KnownMachine[] {
  const keyOf = ({ hostname }: KnownMachine): string => hostname.toLowerCase();
  return [...machines].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** ethers(5): one line per NIC with a MAC, written as Sun's tools do. */
export function renderEthers(machines: Iterable<KnownMachine>): string {
  return textOf(
    inOrder(machines).flatMap(({ hostname, nics }) =>
      nics.flatMap(({ mac }) => (mac === undefined ? [] : [`${formatSunMacAddress(mac)}\t${hostname}`])),
    ),
  );
}

/** hosts(5): one line per address, the aliases of the label behind the name; in the order of the machines. */
export function renderHosts(machines: Iterable<KnownMachine>): string {
  return textOf(
    inOrder(machines).flatMap(({ hostname, nics, labels }) => {
      const aliases = labels[ALIASES_LABEL]?.split(/\s+/).filter(Boolean) ?? [];
      return nics.flatMap(({ ip }) =>
        ip === undefined ? [] : [`${formatIpv4Address(ip)}\t${[hostname, ...aliases].join(' ')}`],
      );
    }),
  );
}

/** bootparams(5): one line per machine, its keys in their order. */
export function renderBootparams(machines: Iterable<KnownMachine>): string {
  return textOf(
    inOrder(machines).flatMap(({ hostname, bootparams = {} }) => {
      // A blank would end the value: such a one cannot be written in this file.
      const pairs = Object.entries(bootparams).filter(([, value]) => !/[\s#\\]/.test(value));
      pairs.sort(([a], [b]) => (a < b ? -1 : 1));
      return pairs.length === 0 ? [] : [`${hostname}\t${pairs.map(([key, value]) => `${key}=${value}`).join(' ')}`];
    }),
  );
}
