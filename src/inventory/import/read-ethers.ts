import { parseMacAddress, type MacAddress } from '../../values/mac-address.js';
import { readOwnMac } from '../fields.schema.js';
import { isNisInclusion, readFileLines, type LineProblem } from './file-line.js';

/** One line of /etc/ethers: a hardware address and a host name, or an address as Linux's rarpd and dnsmasq allow. */
export interface EthersEntry {
  readonly line: number;
  readonly mac: MacAddress;
  readonly name: string;
}

/** Reads ethers(5), and what `ypcat` prints of its maps: with `-k`, the key stands before the line. */
export function readEthers(text: string): { entries: EthersEntry[]; problems: LineProblem[] } {
  const entries: EthersEntry[] = [];
  const problems: LineProblem[] = [];
  const lineOf = new Map<MacAddress, number>();
  const refuse = (line: number, what: string, level: LineProblem['level'] = 'error'): unknown =>
    problems.push({ file: 'ethers', line, level, text: what });
  for (const { line, words: all } of readFileLines(text)) {
    if (isNisInclusion(all[0])) {
      refuse(line, 'brings in a NIS map; import what ypcat ethers prints', 'note');
      continue;
    }
    const hasKey = all.length >= 3 && parseMacAddress(all[1] ?? '').ok;
    const [macText = '', name, ...rest] = hasKey ? all.slice(1) : all;
    const mac = readOwnMac(macText);
    if (!mac.ok) refuse(line, mac.error.startsWith('"') ? mac.error : `${macText} ${mac.error}`);
    else if (name === undefined) refuse(line, `${macText} has no host name behind it`);
    else if (rest.length > 0)
      refuse(line, `"${rest.join(' ')}" behind the host name is too much; a comment begins with #`);
    else {
      const before = lineOf.get(mac.value);
      if (before !== undefined) refuse(line, `${macText} stands in line ${before} already`);
      else {
        lineOf.set(mac.value, line);
        entries.push({ line, mac: mac.value, name });
      }
    }
  }
  return { entries, problems };
}
