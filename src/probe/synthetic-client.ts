import { randomInt } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import dhcp, { type Client } from 'dhcp';
import type { ParsedMessage } from 'dhcp/lib/protocol.js';
import type { Net, NetProblem, NetworkInterface, UdpPort } from '../net/net.port.js';
import { BROADCAST_ADDRESS, formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { networkContains } from '../values/ipv4-network.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import { PROBE_HOST_NAME } from '../values/probe-host-name.js';
import { ok, type Result } from '../values/result.js';
// Adds the options of firmware to the package's own dictionary, which its client writes by.
import '../wire/dhcp/npm-dictionary.js';
import { encodePxeOptions } from '../wire/pxe/pxe-options.codec.js';
import type { BootServerQuestion } from './boot-server-questions.js';

/** RFC 951 §3: relays of that age drop shorter messages. */
const SHORTEST = 300;
/** The client is to hear answers before it has an address. */
const BROADCAST_FLAG = 0x8000;
const OPTION_VENDOR = 43;
const OPTION_MESSAGE_TYPE = 53;
const DHCPOFFER = 2;
const DHCPACK = 5;
const ZERO = '0.0.0.0';

/** Which firmware is played. */
export interface PlayedFirmware {
  readonly mac: MacAddress;
  readonly architecture: number;
  /** Option 60; undefined: none, and no option of PXE either. */
  readonly vendorClass: string | undefined;
  readonly userClass: string | undefined;
}

/** One OFFER, as the package reads it. */
export interface HeardOffer {
  /** Option 54, else where it came from. */
  readonly server: string;
  /** Undefined: a proxy gives none. */
  readonly address: string | undefined;
  /** siaddr, else option 66. */
  readonly nextServer: string | undefined;
  /** siaddr alone. */
  readonly serverAddress: string | undefined;
  readonly file: string | undefined;
  /** Option 60 of its own: it answers as a boot server. */
  readonly vendorClass: string | undefined;
  /** Option 43. */
  readonly vendorOptions: Buffer | undefined;
  /** Milliseconds after the question. */
  readonly after: number;
}

/** What came of a question to port 4011. */
export interface AskedBootServer extends BootServerQuestion {
  /** Undefined: nothing. */
  readonly answer: HeardOffer | undefined;
}

/** Where servers listen. */
export interface ServerPorts {
  readonly dhcp: number;
  readonly proxy: number;
}

/** Where a message goes, and which type of boot server it asks for. */
interface Way {
  readonly address: Ipv4Address;
  readonly port: number;
  /** Undefined: the client has no address yet. */
  readonly from: Ipv4Address | undefined;
  readonly type: number | undefined;
}

/** A synthetic client that has its port. */
export interface OpenedClient {
  /** What was offered since the last question, the first first. */
  readonly offers: readonly HeardOffer[];
  readonly ask: () => void;
  /** Gives what port 4011 of that server answers; undefined: nothing in that time. */
  readonly askBootServer: (question: BootServerQuestion, milliseconds: number) => Promise<HeardOffer | undefined>;
  readonly close: () => void;
}

/**
 * A DHCP client that is not ours: the package's `Client`, on a port of ours, since its own socket can neither be bound
 * to an interface nor broadcast past the routes. It asks, and takes nothing; as shipped it could not (flags, xid,
 * missing options): docs/decisions/0002.
 */
export class SyntheticClient {
  private readonly heard: HeardOffer[] = [];
  /** Who waits for the DHCPACK of a transaction. */
  private readonly waiting = new Map<number, (answer: HeardOffer) => void>();
  private askedAt = 0;
  private xid = 0;
  /** Where the next message goes: to everybody's port 67, or to a boot server. */
  private way: Way;
  /** Where the message came from that is being read. */
  private from = ZERO;

  private constructor(
    private readonly port: UdpPort,
    private readonly sockets: EventEmitter,
    private readonly ports: ServerPorts,
    private readonly firmware: PlayedFirmware,
  ) {
    this.way = { address: BROADCAST_ADDRESS, port: ports.dhcp, from: undefined, type: undefined };
  }

  /** Opens port 68 on the interface. */
  static open(
    net: Net,
    wire: NetworkInterface,
    ports: ServerPorts & { readonly dhcpClient: number },
    firmware: PlayedFirmware,
  ): Result<OpenedClient, NetProblem> {
    const client = dhcp.createClient({ mac: formatMacAddress(firmware.mac), features: [] });
    const sockets = client._sock as unknown as EventEmitter & { close(): void };
    const hearing: { played?: SyntheticClient } = {};
    const opened = net.openUdp(wire, ports.dhcpClient, ({ payload, sourceAddress }) => {
      hearing.played?.hear(Buffer.from(payload), formatIpv4Address(sourceAddress));
    });
    sockets.close();
    if (!opened.ok) return opened;
    const played = new SyntheticClient(opened.value, sockets, ports, firmware);
    hearing.played = played;
    played.dress(client);
    return ok({
      offers: played.heard,
      ask: () => played.ask(client),
      askBootServer: (question, milliseconds) => played.askBootServer(client, question, milliseconds),
      close: () => played.port.close(),
    });
  }

  private ask(client: Client): void {
    this.heard.length = 0;
    this.xid = randomInt(1, 0x7fff_ffff);
    this.askedAt = performance.now();
    this.way = { address: BROADCAST_ADDRESS, port: this.ports.dhcp, from: undefined, type: undefined };
    client.sendDiscover();
  }

  /**
   * As firmware that has its address (ours: it is the one that answers reach here). Twice, since one datagram may be
   * lost; the first answer counts.
   */
  private askBootServer(
    client: Client,
    question: BootServerQuestion,
    milliseconds: number,
  ): Promise<HeardOffer | undefined> {
    const address = parseIpv4Address(question.address);
    if (!address.ok) return Promise.resolve(undefined);
    const { addresses } = this.port.interface;
    const from = (addresses.find(({ network }) => networkContains(network, address.value)) ?? addresses[0])?.address;
    const way = { address: address.value, port: this.ports.proxy, from, type: question.type };
    const xid = randomInt(1, 0x7fff_ffff);
    const send = (): void => {
      this.way = way;
      this.xid = xid;
      client.sendRequest({ xid, yiaddr: ZERO, options: {} });
    };
    return new Promise((resolve) => {
      const end = (answer: HeardOffer | undefined): void => {
        this.waiting.delete(xid);
        clearTimeout(again);
        clearTimeout(patience);
        resolve(answer);
      };
      const again = setTimeout(send, milliseconds / 2);
      const patience = setTimeout(() => end(undefined), milliseconds);
      this.waiting.set(xid, end);
      this.askedAt = performance.now();
      send();
    });
  }

  /** Through the package's own parser and state machine. */
  private hear(message: Buffer, from: string): void {
    this.from = from;
    this.sockets.emit('message', message);
  }

  private dress(client: Client): void {
    client._sock = {
      send: (bytes, offset, length) => {
        const message = Buffer.alloc(Math.max(SHORTEST, length));
        bytes.copy(message, 0, offset, offset + length);
        this.port.send(message, this.way.address, this.way.port, this.way.from);
      },
    };
    const send = client._send.bind(client);
    client._send = (host, message) => {
      const { from, type } = this.way;
      message.flags = from === undefined ? BROADCAST_FLAG : 0;
      message.ciaddr = from === undefined ? ZERO : formatIpv4Address(from);
      message.xid = this.xid;
      Object.assign(message.options, optionsOf(this.firmware), { 50: null });
      if (type !== undefined) message.options[43] = [...encodePxeOptions({ bootItem: { type, layer: 0 } })];
      send(host, message);
    };
    // What comes is looked at, and left.
    client.handleOffer = () => undefined;
    client.handleAck = () => undefined;
    client.on('message', (message: ParsedMessage) => {
      const type = message.options[OPTION_MESSAGE_TYPE];
      if (type === DHCPOFFER && message.xid === this.xid) this.heard.push(this.read(message));
      if (type === DHCPACK) this.waiting.get(message.xid)?.(this.read(message));
    });
    // What it cannot read is somebody else's answer to somebody else.
    client.on('error', () => undefined);
  }

  private read({ yiaddr, siaddr, file, options }: ParsedMessage): HeardOffer {
    const text = (code: number): string | undefined => {
      const value = options[code];
      return typeof value === 'string' && value !== '' ? value.replace(/\0+$/, '') : undefined;
    };
    const named = file.replace(/\0.*$/s, '');
    const vendorOptions = options[OPTION_VENDOR];
    return {
      server: text(54) ?? this.from,
      address: yiaddr === ZERO ? undefined : yiaddr,
      nextServer: siaddr === ZERO ? text(66) : siaddr,
      serverAddress: siaddr === ZERO ? undefined : siaddr,
      file: named === '' ? text(67) : named,
      vendorClass: text(60),
      vendorOptions: Array.isArray(vendorOptions) ? Buffer.from(vendorOptions as number[]) : undefined,
      after: Math.round(performance.now() - this.askedAt),
    };
  }
}

/** Firmware asks by these; null leaves an option of the package out. */
function optionsOf({ architecture, vendorClass, userClass }: PlayedFirmware): Record<number, unknown> {
  const base = { 12: PROBE_HOST_NAME, 55: [1, 3, 6, 15, 43, 54, 60, 66, 67], 61: null };
  if (vendorClass === undefined) return base;
  return {
    ...base,
    60: vendorClass,
    93: [architecture],
    94: [1, architecture === 0 ? 2 : 3, architecture === 0 ? 1 : 16],
    97: [0, ...Array.from({ length: 16 }, () => 0)],
    ...(userClass !== undefined && { 77: [...Buffer.from(userClass)] }),
  };
}
