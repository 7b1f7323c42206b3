import { Injectable } from '@nestjs/common';
import type { ClientKey } from '../addressing/lease.js';
import { Leases } from '../addressing/leases.service.js';
import type { KnownMachine } from '../boot/known-machine.js';
import { Boots, type JudgedBoot } from '../forensics/watch/boots.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { Journal } from '../journal/journal.port.js';
import type { JournalRow } from '../journal/journal-row.entity.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { viewTimelineEvent } from '../journal/timeline.view.js';
import type { NetworkInterface } from '../net/net.port.js';
import { Settings } from '../settings/settings.js';
import { formatInstant, type Instant } from '../values/instant.js';
import { formatIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import { ETHER_TYPE_ARP, ETHER_TYPE_RARP } from '../wire/ethernet/ethernet.codec.js';
import { decodeBootp } from '../wire/bootp/bootp.codec.js';
import { readUint8 } from '../wire/dhcp/dhcp-options.codec.js';
import { dhcpMessageTypeName } from '../wire/dhcp/dhcp-message-type.table.js';
import { writePcapng, type WrittenFrame } from '../wire/pcap/write-pcapng.js';
import { VERSION } from '../version.js';
import { FrameCapture } from './frame-capture.js';
import type { KeptPacket } from './frame-ring.js';
import { commentsOf } from './packet-comments.js';
import { DATAGRAM, keyOfAddress, keyOfMac, SENT } from './packet-marks.js';
import { wholeFrame } from './whole-frame.js';

/** Option 53. */
const DHCP_MESSAGE_TYPE = 53;

/** Rows of the journal that a capture is compared with: more than its packets can have made. */
const MOST_ROWS = 2_000;
/** Whether anybody has an address is asked so long before it is leased, ms. */
const BEFORE_A_LEASE = 10_000;
const MADE_ANEW =
  'Packets are kept as the sockets gave them. Where that was the payload of UDP, the Ethernet, IP and UDP headers are ' +
  'made anew; 00:00:00:00:00:00 is an address that is not known. Of a transfer by TFTP its beginning is kept.';

/** An address, and since when it is the subject's. */
interface HeldAddress {
  readonly address: Ipv4Address;
  readonly since: Instant;
}

/** Whose packets are asked for. */
interface Subject {
  readonly title: string;
  readonly machineId: number | undefined;
  readonly macs: readonly MacAddress[];
  readonly addresses: readonly HeldAddress[];
  readonly boots: readonly JudgedBoot[];
}

/** The packets that concerned a machine, as a file for Wireshark. */
@Injectable()
export class Captures {
  constructor(
    private readonly capture: FrameCapture,
    private readonly directory: MachineDirectory,
    private readonly leases: Leases,
    private readonly boots: Boots,
    private readonly journal: Journal,
    private readonly rows: JournalRepository,
    private readonly settings: Settings,
  ) {}

  /** Is anything kept at all? */
  get on(): boolean {
    return this.capture.wanted;
  }

  async ofMachine(machine: KnownMachine): Promise<Buffer> {
    const { id, hostname, nics } = machine;
    const macs = nics.flatMap(({ mac }) => (mac === undefined ? [] : [mac]));
    const own = nics.flatMap(({ ip }) => (ip === undefined ? [] : [{ address: ip, since: 0 }]));
    const addresses = [...own, ...nics.flatMap(({ mac }) => this.leasedTo(mac ?? -id, mac, id))];
    return this.write({ title: hostname, machineId: id, macs, addresses, boots: await this.boots.ofMachine(machine) });
  }

  /** Of a hardware address, which no machine need have. */
  async ofMac(mac: MacAddress): Promise<Buffer> {
    const known = this.directory.byMac(mac);
    if (known !== undefined) return this.ofMachine(known.machine);
    const boots = await this.boots.ofMac(mac);
    const addresses = this.leasedTo(mac, mac, undefined);
    return this.write({ title: formatMacAddress(mac), machineId: undefined, macs: [mac], addresses, boots });
  }

  /** Before its lease another host may have had the address. */
  private leasedTo(key: ClientKey, mac: MacAddress | undefined, machineId: number | undefined): HeldAddress[] {
    return [...this.leases.book.tables()].flatMap((table) => {
      const lease = table.of({ key, mac, clientId: undefined, machineId });
      return lease === undefined ? [] : [{ address: lease.address, since: lease.since - BEFORE_A_LEASE }];
    });
  }

  private async write(subject: Subject): Promise<Buffer> {
    const packets = this.packetsOf(subject);
    const wires = this.capture.interfaces();
    const comments = commentsOf(
      packets.map((packet) => {
        const protocol = this.protocolOf(packet);
        const heard = (packet.mark & SENT) === 0;
        return { at: packet.at, heard, protocol, kind: kindOf(packet, protocol), port: packet.otherPort };
      }),
      await this.sentencesOf(subject),
    );
    return writePcapng({
      application: `Reveille ${VERSION}`,
      comments: [`${subject.title}: ${packets.length} packets`, ...this.verdictOf(subject), MADE_ANEW],
      interfaces: wires.map(describe),
      frames: packets.flatMap((packet, index) => this.frameOf(packet, wires, comments[index] ?? [], subject)),
    });
  }

  private packetsOf({ macs, addresses }: Subject): KeptPacket[] {
    const byAddress = new Map(addresses.map(({ address, since }) => [address, since]));
    for (const { address, since } of addresses)
      byAddress.set(address, Math.min(since, byAddress.get(address) ?? since));
    return [
      ...macs.flatMap((mac) => this.capture.read(keyOfMac(mac))),
      ...[...byAddress].flatMap(([address, since]) =>
        this.capture.read(keyOfAddress(address)).filter(({ at }) => at >= since),
      ),
    ].toSorted((a, b) => a.at - b.at);
  }

  private frameOf(
    packet: KeptPacket,
    wires: readonly NetworkInterface[],
    comments: readonly string[],
    subject: Subject,
  ): WrittenFrame[] {
    const wire = wires[packet.wire];
    if (wire === undefined) return [];
    const isBootp = this.protocolOf(packet) === 'dhcp';
    const macOf = (address: Ipv4Address): MacAddress | undefined => this.macOf(address, subject);
    const { bytes, originalLength } = wholeFrame(packet, wire, isBootp, macOf);
    return [
      {
        interface: packet.wire,
        atMicroseconds: Math.round(packet.at * 1000),
        direction: (packet.mark & SENT) === 0 ? 'in' : 'out',
        bytes,
        originalLength,
        comments,
      },
    ];
  }

  /** A machine with one card has it at every address of its own. */
  private macOf(address: Ipv4Address, { macs }: Subject): MacAddress | undefined {
    const known = this.directory.byIp(address);
    if (known !== undefined) return known.nic.mac;
    return macs.length === 1 ? macs[0] : undefined;
  }

  private protocolOf({ bytes, mark, ownPort }: KeptPacket): string {
    if ((mark & DATAGRAM) === 0) {
      const etherType = bytes.length < 14 ? 0 : bytes.readUInt16BE(12);
      return etherType === ETHER_TYPE_RARP ? 'rarp' : etherType === ETHER_TYPE_ARP ? 'arp' : 'dhcp';
    }
    const { dhcp, proxy, portmap, bootparams } = this.settings.ports;
    if (ownPort === dhcp || ownPort === proxy) return 'dhcp';
    return ownPort === portmap || ownPort === bootparams ? 'bootparams' : 'tftp';
  }

  private async sentencesOf({ machineId, macs }: Subject) {
    if (machineId === undefined && macs.length === 0) return [];
    await this.journal.flush();
    const rows = await this.rows.read({ machineId, macs, limit: MOST_ROWS });
    const hostname = machineId === undefined ? undefined : this.directory.byId(machineId)?.hostname;
    return rows.toReversed().map((row) => ({
      at: row.at,
      lastAt: row.lastAt,
      protocol: row.protocol,
      what: row.what,
      port: portOf(row),
      sentence: viewTimelineEvent(row, hostname).sentence,
    }));
  }

  private verdictOf({ boots }: Subject): string[] {
    const [boot] = boots;
    if (boot === undefined) return [];
    const { sentence, cure } = boot.verdict;
    return [`Boot of ${formatInstant(boot.attempt.startedAt)}: ${sentence}. What to do: ${cure}`];
  }
}

function describe({ name, addresses, mac }: NetworkInterface) {
  const own = addresses.map(({ address }) => formatIpv4Address(address)).join(', ');
  const hardwareAddress = Buffer.alloc(6);
  hardwareAddress.writeUIntBE(mac, 0, 6);
  return { name, description: own === '' ? 'has no address' : `has ${own}`, hardwareAddress };
}

/** How the journal's words about this packet begin. */
function kindOf({ bytes, mark }: KeptPacket, protocol: string): string {
  if (protocol !== 'dhcp' || (mark & DATAGRAM) === 0) return '';
  const message = decodeBootp(bytes);
  const type = message.ok ? readUint8(message.value.options, DHCP_MESSAGE_TYPE) : undefined;
  return type === undefined ? '' : (dhcpMessageTypeName(type) ?? '');
}

/** A client opens a port of its own for each transfer. */
function portOf({ protocol, detail }: JournalRow): number | undefined {
  if (protocol !== 'tftp' || detail === null) return undefined;
  const { port } = JSON.parse(detail) as { readonly port?: number };
  return port;
}
