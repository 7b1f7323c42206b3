import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import { readHostName } from '../fields.schema.js';
import type { ImportedFile, LineProblem } from './file-line.js';
import { readBootparamsFile } from './read-bootparams-file.js';
import { readEthers, type EthersEntry } from './read-ethers.js';
import { readHosts, type HostsEntry } from './read-hosts.js';

/** The texts of the files; what is left out says nothing. */
export interface InventoryFiles {
  readonly ethers?: string | undefined;
  readonly hosts?: string | undefined;
  readonly bootparams?: string | undefined;
}

/** What the files say together about one machine. */
export interface GatheredMachine {
  /** As ethers writes it, else as hosts or bootparams do. */
  readonly hostname: string;
  readonly macs: MacAddress[];
  readonly ips: Ipv4Address[];
  /** Its other names in hosts, in their order. */
  readonly aliases: string[];
  bootparams: Readonly<Record<string, string>> | undefined;
  /** Where it was met first. */
  readonly at: Pick<LineProblem, 'file' | 'line'>;
}

/** Puts the lines of the files together by host name, as in.rarpd goes from ethers to hosts; aliases count as names. */
export function gatherMachines(files: InventoryFiles): { machines: GatheredMachine[]; problems: LineProblem[] } {
  const unreadable: LineProblem[] = [];
  const textOf = (file: ImportedFile): string => {
    const text = files[file] ?? '';
    if (!text.includes('\0')) return text;
    const what = 'is no text: it has NUL octets, as UTF-16 has; save it as UTF-8. Nothing of it was read';
    unreadable.push({ file, line: 1, level: 'error', text: what });
    return '';
  };
  const ethers = readEthers(textOf('ethers'));
  const hosts = readHosts(textOf('hosts'));
  const bootparams = readBootparamsFile(textOf('bootparams'));
  const problems = [...unreadable, ...ethers.problems, ...hosts.problems, ...bootparams.problems];
  const gathering = new Gathering(hosts.entries, problems);
  for (const entry of ethers.entries) gathering.addEthers(entry);
  gathering.addHostsWithoutEthers();
  for (const { line, name, bootparams: values } of bootparams.entries) {
    const machine = gathering.named(name, { file: 'bootparams', line });
    if (machine !== undefined) machine.bootparams = values;
  }
  return { machines: gathering.machines, problems };
}

class Gathering {
  readonly machines: GatheredMachine[] = [];
  private readonly byName = new Map<string, GatheredMachine>();
  private readonly hostsByName = new Map<string, HostsEntry[]>();
  private readonly hostsByIp = new Map<Ipv4Address, HostsEntry>();

  constructor(
    private readonly hosts: readonly HostsEntry[],
    private readonly problems: LineProblem[],
  ) {
    for (const entry of hosts) {
      if (!this.hostsByIp.has(entry.ip)) this.hostsByIp.set(entry.ip, entry);
      for (const name of new Set(entry.names.map((one) => one.toLowerCase()))) {
        const entries = this.hostsByName.get(name);
        if (entries === undefined) this.hostsByName.set(name, [entry]);
        else entries.push(entry);
      }
    }
  }

  /** Linux's rarpd and dnsmasq allow an address where the name stands. */
  addEthers({ line, mac, name }: EthersEntry): void {
    const ip = parseIpv4Address(name);
    const hostname = ip.ok ? this.hostsByIp.get(ip.value)?.names[0] : name;
    if (hostname === undefined) {
      const text = `${name} has no name in hosts; write the host's name here, or its address and name into hosts`;
      this.problems.push({ file: 'ethers', line, level: 'error', text });
      return;
    }
    this.named(hostname, { file: 'ethers', line })?.macs.push(mac);
  }

  addHostsWithoutEthers(): void {
    for (const { line, names } of this.hosts) {
      if (names.some((name) => this.byName.has(name.toLowerCase()))) continue;
      this.named(names[0] ?? '', { file: 'hosts', line });
    }
  }

  /** The machine of this name or alias, made when there is none; undefined when the name is no host name. */
  named(name: string, at: GatheredMachine['at']): GatheredMachine | undefined {
    const known = this.byName.get(name.toLowerCase());
    if (known !== undefined) return known;
    const read = readHostName(name);
    if (!read.ok) {
      this.problems.push({ ...at, level: 'error', text: `the host name "${name}" ${read.error}` });
      return undefined;
    }
    const entries = this.hostsByName.get(name.toLowerCase()) ?? [];
    const machine: GatheredMachine = {
      hostname: name,
      macs: [],
      ips: [...new Set(entries.map(({ ip }) => ip))],
      aliases: aliasesOf(name, entries),
      bootparams: undefined,
      at,
    };
    this.machines.push(machine);
    this.byName.set(name.toLowerCase(), machine);
    for (const alias of machine.aliases) {
      if (!this.byName.has(alias.toLowerCase())) this.byName.set(alias.toLowerCase(), machine);
    }
    return machine;
  }
}

function aliasesOf(name: string, entries: readonly HostsEntry[]): string[] {
  const aliases = entries.flatMap(({ names }) => names).filter((one) => one.toLowerCase() !== name.toLowerCase());
  return [...new Map(aliases.map((alias) => [alias.toLowerCase(), alias])).values()];
}

/** `10.79.0.21 10.80.0.21`, for messages. */
export function listAddresses(ips: readonly Ipv4Address[]): string {
  return ips.map(formatIpv4Address).join(' ');
}
