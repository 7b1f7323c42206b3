import { parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { readHostName } from '../fields.schema.js';
import { isNisInclusion, readFileLines, type LineProblem } from './file-line.js';

/** One line of /etc/hosts. */
export interface HostsEntry {
  readonly line: number;
  readonly ip: Ipv4Address;
  /** The first is the canonical name, the others are aliases. */
  readonly names: readonly string[];
}

/** An IPv6 address has at least two colons. */
const IPV6 = /:.*:/;

/** Reads hosts(5), and what `ypcat` prints of its maps: with `-k`, the key stands before the line. */
export function readHosts(text: string): { entries: HostsEntry[]; problems: LineProblem[] } {
  const entries: HostsEntry[] = [];
  const problems: LineProblem[] = [];
  const refuse = (line: number, what: string, level: LineProblem['level'] = 'error'): unknown =>
    problems.push({ file: 'hosts', line, level, text: what });
  for (const { line, words: all } of readFileLines(text)) {
    const hasKey = all.length >= 3 && parseIpv4Address(all[1] ?? '').ok;
    const [ipText = '', ...names] = hasKey ? all.slice(1) : all;
    if (isNisInclusion(all[0])) refuse(line, 'brings in a NIS map; import what ypcat hosts prints', 'note');
    else if (IPV6.test(ipText)) refuse(line, `${ipText} is an IPv6 address: machines boot by IPv4 here`, 'note');
    else {
      const ip = parseIpv4Address(ipText);
      const bad = names.map((name) => ({ name, read: readHostName(name) })).find(({ read }) => !read.ok);
      if (!ip.ok) refuse(line, ip.error);
      else if (names.length === 0) refuse(line, `${ipText} has no host name behind it`);
      else if (!isHostAddress(ip.value)) refuse(line, `${ipText} is not the address of a host on a network`, 'note');
      else if (bad?.read.ok === false) refuse(line, `the host name "${bad.name}" ${bad.read.error}`);
      else entries.push({ line, ip: ip.value, names });
    }
  }
  return { entries, problems };
}

/** Not 0.0.0.0/8, not loopback, not multicast and above. */
function isHostAddress(ip: Ipv4Address): boolean {
  const first = ip >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}
