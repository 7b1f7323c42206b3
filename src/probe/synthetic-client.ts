import { randomInt } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import dhcp, { type Client } from 'dhcp';
import type { ParsedMessage } from 'dhcp/lib/protocol.js';
import type { Net, NetProblem, NetworkInterface, UdpPort } from '../net/net.port.js';
import { BROADCAST_ADDRESS, formatIpv4Address } from '../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import { ok, type Result } from '../values/result.js';
// Adds the options of firmware to the package's own dictionary, which its client writes by.
import '../wire/dhcp/npm-dictionary.js';

/** RFC 951 §3: relays of that age drop shorter messages. */
const SHORTEST = 300;
/** The client is to hear answers before it has an address. */
const BROADCAST_FLAG = 0x8000;
const OPTION_MESSAGE_TYPE = 53;
const DHCPOFFER = 2;
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
  readonly nextServer: string | undefined;
  readonly file: string | undefined;
  /** Does it answer as a boot server (option 60 of its own)? */
  readonly pxe: boolean;
  /** Milliseconds after the question. */
  readonly after: number;
}

/**
 * A DHCP client that is not ours: the package's `Client`, on a port of ours, since its own socket can neither be bound
 * to an interface nor broadcast past the routes. It asks, and takes nothing; as shipped it could not (flags, xid,
 * missing options): docs/decisions/0002.
 */
export class SyntheticClient {
  private readonly heard: HeardOffer[] = [];
  private askedAt = 0;
  private xid = 0;
  /** Where the message came from that is being read. */
  private from = ZERO;

  private constructor(
    private readonly port: UdpPort,
    private readonly sockets: EventEmitter,
  ) {}

  /** Opens port 68 on the interface. */
  static open(
    net: Net,
    wire: NetworkInterface,
    ports: { readonly dhcp: number; readonly dhcpClient: number },
    firmware: PlayedFirmware,
  ): Result<{ client: SyntheticClient; ask: () => void }, NetProblem> {
    const client = dhcp.createClient({ mac: formatMacAddress(firmware.mac), features: [] });
    const sockets = client._sock as unknown as EventEmitter & { close(): void };
    const hearing: { played?: SyntheticClient } = {};
    const opened = net.openUdp(wire, ports.dhcpClient, ({ payload, sourceAddress }) => {
      hearing.played?.hear(Buffer.from(payload), formatIpv4Address(sourceAddress));
    });
    sockets.close();
    if (!opened.ok) return opened;
    const played = new SyntheticClient(opened.value, sockets);
    hearing.played = played;
    played.dress(client, opened.value, ports.dhcp, firmware);
    return ok({ client: played, ask: () => played.ask(client) });
  }

  /** What was offered since the last question, the first first. */
  get offers(): readonly HeardOffer[] {
    return this.heard;
  }

  close(): void {
    this.port.close();
  }

  private ask(client: Client): void {
    this.heard.length = 0;
    this.xid = randomInt(1, 0x7fff_ffff);
    this.askedAt = performance.now();
    client.sendDiscover();
  }

  /** Through the package's own parser and state machine. */
  private hear(message: Buffer, from: string): void {
    this.from = from;
    this.sockets.emit('message', message);
  }

  private dress(client: Client, port: UdpPort, serverPort: number, firmware: PlayedFirmware): void {
    client._sock = {
      send: (bytes, offset, length) => {
        const message = Buffer.alloc(Math.max(SHORTEST, length));
        bytes.copy(message, 0, offset, offset + length);
        port.send(message, BROADCAST_ADDRESS, serverPort);
      },
    };
    const send = client._send.bind(client);
    client._send = (host, message) => {
      message.flags = BROADCAST_FLAG;
      message.xid = this.xid;
      Object.assign(message.options, optionsOf(firmware));
      send(host, message);
    };
    // An offer is looked at, and left.
    client.handleOffer = () => undefined;
    client.on('message', (message: ParsedMessage) => {
      if (message.xid === this.xid && message.options[OPTION_MESSAGE_TYPE] === DHCPOFFER) this.note(message);
    });
    // What it cannot read is somebody else's answer to somebody else.
    client.on('error', () => undefined);
  }

  private note({ yiaddr, siaddr, file, options }: ParsedMessage): void {
    const text = (code: number): string | undefined => {
      const value = options[code];
      return typeof value === 'string' && value !== '' ? value.replace(/\0+$/, '') : undefined;
    };
    const named = file.replace(/\0.*$/s, '');
    this.heard.push({
      server: text(54) ?? this.from,
      address: yiaddr === ZERO ? undefined : yiaddr,
      nextServer: siaddr === ZERO ? text(66) : siaddr,
      file: named === '' ? text(67) : named,
      pxe: text(60) !== undefined,
      after: Math.round(performance.now() - this.askedAt),
    });
  }
}

/** Firmware asks by these; null leaves an option of the package out. */
function optionsOf({ architecture, vendorClass, userClass }: PlayedFirmware): Record<number, unknown> {
  const base = { 12: 'reveille-probe', 55: [1, 3, 6, 15, 43, 54, 60, 66, 67], 61: null };
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
