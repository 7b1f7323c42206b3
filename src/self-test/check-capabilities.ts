import { CAPABILITY_REMEDIES } from '../net/net-problem.js';
import { good, wrong, type Finding } from './finding.js';

/** Bits of a capability set (linux/capability.h), and what is lost without each. */
const NEEDED = [
  { bit: 10n, name: 'CAP_NET_BIND_SERVICE', loss: 'ports 67 and 69 cannot be had: no DHCP, no TFTP' },
  { bit: 12n, name: 'CAP_NET_ADMIN', loss: 'the ARP table does not learn who was answered' },
  { bit: 13n, name: 'CAP_NET_RAW', loss: 'no RARP, and DHCP clients without an address are answered by broadcast' },
] as const;

/** `status` is the text of /proc/self/status. */
export function checkCapabilities(status: string): Finding[] {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const missing = NEEDED.filter(({ bit }) => ((effective >> bit) & 1n) === 0n);
  if (missing.length === 0) return [good('this user has the capabilities that raw frames and low ports need')];
  return missing.map(({ name, loss }) => wrong(`the capability ${name} is missing: ${loss}`, CAPABILITY_REMEDIES));
}
