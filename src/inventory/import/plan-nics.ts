import type { KnownNic } from '../../boot/known-machine.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { GatheredMachine } from './gather-machines.js';

export interface PlannedNic {
  readonly mac: MacAddress | undefined;
  readonly ip: Ipv4Address | undefined;
}

type Wanting = Pick<GatheredMachine, 'macs' | 'ips'>;

/** Which machines of the files want which MACs and addresses: the record of another machine gives them up. */
export class WantedPlaces {
  private readonly byMac = new Map<MacAddress, Wanting>();
  private readonly byIp = new Map<Ipv4Address, Wanting[]>();

  add(machine: Wanting): void {
    for (const mac of machine.macs) this.byMac.set(mac, machine);
    for (const ip of machine.ips) {
      const wanting = this.byIp.get(ip);
      if (wanting === undefined) this.byIp.set(ip, [machine]);
      else wanting.push(machine);
    }
  }

  /** What another machine of the files does not want of this NIC. */
  leave({ mac, ip }: PlannedNic, machine: Wanting): PlannedNic {
    const macOwner = mac === undefined ? machine : (this.byMac.get(mac) ?? machine);
    const ipOwners = ip === undefined ? undefined : this.byIp.get(ip);
    return {
      mac: macOwner === machine ? mac : undefined,
      ip: ipOwners === undefined || ipOwners.includes(machine) ? ip : undefined,
    };
  }
}

/**
 * The NICs of a machine after the import: those of the files first, paired as the record has them where it has them,
 * then what the record has that the files know nothing of. Addresses follow the name, as in.rarpd goes from ethers to
 * hosts: a MAC that is another machine's now leaves its address behind.
 */
export function planNics(gathered: Wanting, known: readonly KnownNic[], wanted: WantedPlaces): PlannedNic[] {
  const { macs, ips } = gathered;
  const left = known.map((nic) => wanted.leave(nic, gathered));
  if (macs.length === 0) return addAddresses(left, known, ips);
  const addressOf = new Map(left.flatMap(({ mac, ip }) => (mac === undefined ? [] : [[mac, ip] as const])));
  // hosts says which addresses are free; without it, those whose MAC has gone elsewhere.
  const orphans = left.flatMap(({ mac, ip }, at) =>
    ip !== undefined && mac === undefined && known[at]?.mac !== undefined ? [ip] : [],
  );
  const free = new Set(ips.length > 0 ? ips : orphans);
  const own = (mac: MacAddress): Ipv4Address | undefined => {
    const ip = addressOf.get(mac);
    return ip !== undefined && (ips.length === 0 || free.delete(ip)) ? ip : undefined;
  };
  // Known pairs first, so that a new line does not take the address of an old one.
  const pairs = new Map(macs.map((mac) => [mac, own(mac)]));
  const next = (): Ipv4Address | undefined => {
    const [ip] = free;
    if (ip !== undefined) free.delete(ip);
    return ip;
  };
  const fromFiles = [...pairs].map(([mac, ip]) => ({ mac, ip: ip ?? next() }));
  const told = new Set(fromFiles.map(({ ip }) => ip).concat(ips));
  const others = left.filter(
    ({ mac, ip }) => (mac === undefined ? ip !== undefined : !pairs.has(mac)) && (ip === undefined || !told.has(ip)),
  );
  const further = ips.length > 0 ? [...free].map((ip) => ({ mac: undefined, ip })) : [];
  return [...fromFiles, ...further, ...others];
}

/**
 * hosts alone: a NIC that loses its address to another machine gets a new one, and so does a machine's only NIC; what
 * is left over is added without a MAC.
 */
function addAddresses(
  left: readonly PlannedNic[],
  known: readonly KnownNic[],
  ips: readonly Ipv4Address[],
): PlannedNic[] {
  const added = ips.filter((ip) => !left.some((nic) => nic.ip === ip));
  const [only] = left;
  const nics =
    left.length === 1 && only?.mac !== undefined && added.length === 1 && ips.length === 1
      ? [{ mac: only.mac, ip: added.shift() }]
      : left.map((nic, at) =>
          nic.mac !== undefined && nic.ip === undefined && known[at]?.ip !== undefined
            ? { mac: nic.mac, ip: added.shift() }
            : nic,
        );
  const kept = nics.filter(({ mac, ip }) => mac !== undefined || ip !== undefined);
  return [...kept, ...added.map((ip) => ({ mac: undefined, ip }))];
}

/** The NIC of the record that a planned one goes on from: its MAC, else its address when that MAC is gone. */
export function nicBefore<Nic extends { readonly mac: unknown; readonly ip: unknown }>(
  { mac, ip }: { readonly mac: Nic['mac']; readonly ip: Nic['ip'] },
  before: readonly Nic[],
): Nic | undefined {
  const byMac = mac === undefined || mac === null ? undefined : before.find((nic) => nic.mac === mac);
  return byMac ?? (ip === undefined || ip === null ? undefined : before.find((nic) => nic.ip === ip));
}
