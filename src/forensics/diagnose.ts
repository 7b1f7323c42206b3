import { hasAddress } from '../boot/choose-address.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { mayBoot } from '../boot/may-boot.js';
import { serverAddressFor, type ServerWire } from '../boot/server-wire.js';
import { formatIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { formatIpv4Network } from '../values/ipv4-network.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import type { Diagnosis } from './diagnosis.js';
import type { NearMachine } from './near-mac.js';

/** Something that the machine asked us lately, or that was heard about it. */
export interface HeardOf {
  readonly protocol: string;
  readonly interface: string | undefined;
  readonly reason: string | undefined;
  /** It came through a relay, so that the interface says nothing about the machine's wire. */
  readonly relayed: boolean;
}

/** Whether the responders for machines that boot are there: the sentence says which is not and why. */
export interface ServiceState {
  /** `RARP`, `DHCP and BOOTP`, `TFTP`. */
  readonly responder: string;
  /** Undefined: on all interfaces. */
  readonly interface: string | undefined;
  readonly up: boolean;
  readonly why: string;
}

/** All that a diagnosis looks at. */
export interface DiagnosisFacts {
  /** The address that is asked about; undefined for a machine as a whole. */
  readonly mac: MacAddress | undefined;
  readonly machine: KnownMachine | undefined;
  /** For a hardware address that no machine has. */
  readonly nearest: NearMachine | undefined;
  /** The nearest machine has been heard from itself, so that its record is probably right. */
  readonly nearestWasHeard: boolean;
  readonly wires: readonly ServerWire[];
  readonly networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
  readonly networksOnWire: (wire: ServerWire) => readonly KnownNetwork[];
  readonly services: readonly ServiceState[];
  /** The latest first. */
  readonly heard: readonly HeardOf[];
  /** Is there something to boot for a machine that asks by RARP? */
  readonly hasRarpBootFile: boolean;
}

/** Everything that stands in the way as far as records and interfaces tell, the surest first. Pure. */
export function diagnose(facts: DiagnosisFacts): readonly Diagnosis[] {
  const { machine } = facts;
  const found =
    machine === undefined
      ? [diagnoseStranger(facts)]
      : [
          ...diagnoseGate(machine),
          ...diagnoseAddress(machine, facts),
          ...diagnoseWire(machine, facts),
          ...diagnoseBootFile(machine, facts),
          ...diagnoseShim(machine, facts),
        ];
  const all = [...found, ...diagnoseServices(facts), ...diagnoseSilence(facts)];
  return all.toSorted((a, b) => RANK[a.sure] - RANK[b.sure]);
}

const RANK = { certain: 0, likely: 1, possible: 2 } as const;

function diagnoseStranger({ mac, nearest, nearestWasHeard }: DiagnosisFacts): Diagnosis {
  const asked = mac === undefined ? 'this hardware address' : formatMacAddress(mac);
  if (nearest === undefined) {
    return {
      name: 'mac-missing',
      sure: 'certain',
      sentence: `no machine in the inventory has the hardware address ${asked}, and none has one that is nearly the same`,
      cure: `Add the machine (reveille machines add NAME ${asked} ADDRESS), or make one of what was seen: reveille sightings adopt ${asked} NAME ip=ADDRESS.`,
    };
  }
  const { hostname } = nearest.machine;
  const almost = formatMacAddress(nearest.mac);
  const heard = nearestWasHeard
    ? ` (${hostname} itself has been heard from, so this may be a second port or a new machine)`
    : '';
  return {
    name: 'mac-wrong',
    sure: nearestWasHeard ? 'possible' : 'likely',
    sentence: `no machine in the inventory has the hardware address ${asked}, but ${almost} is in the inventory as ${hostname}: ${nearest.how}${heard}`,
    cure: `If this is ${hostname}, correct the mac of its NIC to ${asked}; else add the machine.`,
  };
}

function diagnoseGate(machine: KnownMachine): Diagnosis[] {
  if (!mayBoot(machine)) {
    return [
      {
        name: 'paused',
        sure: 'certain',
        sentence: `${machine.hostname} is paused: booting is refused by every protocol`,
        cure: 'Set boot.mode to always to let it boot.',
      },
    ];
  }
  if (machine.bootMode !== 'local') return [];
  return [
    {
      name: 'boots-from-disk',
      sure: 'certain',
      sentence: `${machine.hostname} is set to boot from its own disk (boot.mode local)`,
      cure: 'Set boot.mode to always, or to once, if it should boot from the network.',
    },
  ];
}

function diagnoseAddress(machine: KnownMachine, facts: DiagnosisFacts): Diagnosis[] {
  const { hostname } = machine;
  if (!hasAddress(machine)) {
    return [
      {
        name: 'address-missing',
        sure: 'certain',
        sentence: `${hostname} is in the inventory but has no address`,
        cure: 'Give its NIC an ip that lies in one of the networks.',
      },
    ];
  }
  const found: Diagnosis[] = [];
  for (const address of addressesOf(machine)) {
    if (facts.networkOf(address) !== undefined || facts.wires.some((wire) => serverAddressFor(wire, address))) continue;
    found.push({
      name: 'address-wrong',
      sure: 'certain',
      sentence: `the address ${formatIpv4Address(address)} of ${hostname} lies on none of the networks of the inventory and of this appliance`,
      cure: 'Correct the ip of its NIC, or add the network it lies on.',
    });
  }
  if (facts.heard.some(({ reason }) => reason === 'address-conflict')) {
    found.push({
      name: 'address-taken',
      sure: 'certain',
      sentence: `another host uses the address of ${hostname} too`,
      cure: "Find it by the hardware address on the machine's timeline, and give one of them another address.",
    });
  }
  return found;
}

/** The cable or the VLAN is another network's, or no interface of ours is on the machine's. */
function diagnoseWire(machine: KnownMachine, facts: DiagnosisFacts): Diagnosis[] {
  const addresses = addressesOf(machine);
  if (addresses.length === 0) return [];
  const heard = facts.heard.find(({ interface: arrival, relayed }) => arrival !== undefined && !relayed);
  const wire = facts.wires.find(({ name }) => name === heard?.interface);
  if (wire !== undefined && !addresses.some((address) => isOnWire(address, wire, facts))) {
    return [wrongWire(machine, addresses, wire, facts)];
  }
  const reachable = addresses.some((address) => {
    const network = facts.networkOf(address);
    if (facts.wires.some((one) => isOnWire(address, one, facts))) return true;
    return network === undefined || network.relays.length > 0;
  });
  if (wire !== undefined || reachable || facts.heard.length > 0) return [];
  return [
    {
      name: 'not-serving',
      sure: 'likely',
      sentence: `no interface of this appliance is on the network of ${machine.hostname} (${words(addresses, facts)}), and the network has no relay`,
      cure: 'Connect an interface to that network and give it an address there, or name the relay in the network’s relays.',
    },
  ];
}

function wrongWire(
  machine: KnownMachine,
  addresses: readonly Ipv4Address[],
  wire: ServerWire,
  facts: DiagnosisFacts,
): Diagnosis {
  const here = facts.networksOnWire(wire).map(({ name, cidr }) => `${name} ${formatIpv4Network(cidr)}`);
  const ours = wire.addresses.map(({ network }) => formatIpv4Network(network));
  return {
    name: 'wrong-wire',
    sure: 'certain',
    sentence: `${machine.hostname} asks on ${wire.name} (${[...here, ...ours][0] ?? 'which has no address'}), but its address ${words(addresses, facts)} lies elsewhere`,
    cure: 'Move its cable (or the VLAN of its switch port) to the right network, or give it an address on this one.',
  };
}

function diagnoseBootFile(machine: KnownMachine, { heard, hasRarpBootFile }: DiagnosisFacts): Diagnosis[] {
  const byRarp =
    heard.some(({ protocol }) => protocol === 'rarp') && !heard.some(({ protocol }) => protocol === 'dhcp');
  if (!byRarp || hasRarpBootFile || !mayBoot(machine) || machine.bootMode === 'local') return [];
  // Its boot file is named after its address.
  if (!hasAddress(machine)) return [];
  return [
    {
      name: 'no-boot-file',
      sure: 'likely',
      sentence: `${machine.hostname} boots by RARP and there is no boot file for it`,
      cure: 'Set boot.files.rarp, or put the file named after its address in hexadecimal (192.168.0.21 asks for C0A80015) below the boot file root.',
    },
  ];
}

/** The name under which shim is laid down. */
const SHIM = /(^|[/\\])shim[^/\\]*\.efi$/i;

/** rhboot/shim#165: shim fetches its second stage from the server of its address, which is not this appliance here. */
function diagnoseShim(machine: KnownMachine, facts: DiagnosisFacts): Diagnosis[] {
  if (!mayBoot(machine) || machine.bootMode === 'local') return [];
  const heardOn = facts.heard.map(({ interface: arrival }) => arrival);
  const network = [
    ...addressesOf(machine).flatMap((address) => facts.networkOf(address) ?? []),
    ...facts.wires.filter(({ name }) => heardOn.includes(name)).flatMap((wire) => facts.networksOnWire(wire)),
  ].find(({ mode }) => mode === 'proxy');
  if (network === undefined) return [];
  const files = Object.values(machine.bootFiles ?? network.bootFiles ?? {}).flat();
  const shim = files.find((file) => SHIM.test(file));
  if (shim === undefined) return [];
  return [
    {
      name: 'shim-beside-dhcp',
      sure: 'likely',
      sentence: `${machine.hostname} is to boot ${shim} on ${network.name}, where another server gives the addresses: shim asks that server for its second stage`,
      cure: 'Let this appliance give the machine its address (mode known), point next-server of the other server here, or boot by HTTP or by iPXE with its own shim.',
    },
  ];
}

/** "The daemon is not running": a responder that does not listen matters to a machine that nothing was heard from. */
function diagnoseServices({ machine, heard, services, networkOf }: DiagnosisFacts): Diagnosis[] {
  const found: Diagnosis[] = [];
  for (const { responder, interface: where, up, why } of services) {
    if (up || heard.length > 0) continue;
    found.push({
      name: 'not-serving',
      sure: 'likely',
      sentence: `${responder} is not served${where === undefined ? '' : ` on ${where}`}: ${why}`,
      cure: 'If the machine needs it, switch it on or mend the cause; the start screen says what is missing.',
    });
  }
  for (const address of machine === undefined ? [] : addressesOf(machine)) {
    const network = networkOf(address);
    if (network?.mode !== 'off' && network?.mode !== 'shadow') continue;
    found.push({
      name: 'not-serving',
      sure: 'certain',
      sentence: `the network ${network.name} is in mode ${network.mode}: nobody on it is answered`,
      cure: "Set the network's mode to known.",
    });
  }
  return found;
}

/** An own network of a container engine carries no broadcasts of machines. */
function diagnoseSilence({ machine, heard, wires }: DiagnosisFacts): Diagnosis[] {
  if (heard.length > 0) return [];
  const contained = wires.length > 0 && wires.every(isContainerWire);
  if (contained) {
    return [
      {
        name: 'container-network',
        sure: 'likely',
        sentence:
          'this appliance runs on the private network of a container engine, where no broadcast of a machine arrives',
        cure: 'Run the container with network_mode: host (compose) or --network host, or on a macvlan network.',
      },
    ];
  }
  if (machine === undefined) return [];
  return [
    {
      name: 'never-heard',
      sure: 'possible',
      sentence: `nothing has been heard from ${machine.hostname}`,
      cure: 'Is it switched on and set to boot from the network? Look at the link, at the VLAN, and at spanning tree on its switch port.',
    },
  ];
}

/** Docker makes the hardware address of a container from 02:42 and its IPv4 address. */
export function isContainerWire({ mac, addresses }: ServerWire): boolean {
  const address = addresses[0]?.address;
  return address !== undefined && mac === 0x0242 * 2 ** 32 + address;
}

function isOnWire(address: Ipv4Address, wire: ServerWire, { networkOf, networksOnWire }: DiagnosisFacts): boolean {
  if (serverAddressFor(wire, address) !== undefined) return true;
  const network = networkOf(address);
  return network !== undefined && networksOnWire(wire).includes(network);
}

function words(addresses: readonly Ipv4Address[], { networkOf }: DiagnosisFacts): string {
  return addresses
    .map((address) => {
      const network = networkOf(address);
      return `${formatIpv4Address(address)}${network === undefined ? '' : ` (${network.name})`}`;
    })
    .join(', ');
}

function addressesOf(machine: KnownMachine): Ipv4Address[] {
  return machine.nics.flatMap((nic) => (nic.ip === undefined ? [] : [nic.ip]));
}
