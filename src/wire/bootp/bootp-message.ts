import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { DhcpOptions } from '../dhcp/dhcp-options.codec.js';

/**
 * A BOOTP or DHCP message as it came off the wire: the fixed header of RFC 951 §3 and RFC 2131 §2, then the options.
 * Buffers are borrowed from the packet: copy what must outlive it.
 */
export interface BootpMessage {
  /** op: 1 BOOTREQUEST, 2 BOOTREPLY. */
  readonly operation: 1 | 2;
  /** htype, the numbers of ARP (RFC 826): 1 Ethernet, 6 IEEE 802, 32 InfiniBand. */
  readonly hardwareType: number;
  /** hlen, octets of the hardware address; never over 16. */
  readonly hardwareLength: number;
  /** hops: relay agents on the way (RFC 1542 §4.1.1). */
  readonly hops: number;
  /** xid. */
  readonly transactionId: number;
  /** secs since the client began to ask. */
  readonly seconds: number;
  /** flags, all 16 bits as sent. */
  readonly flags: number;
  /** flags bit 15 (RFC 2131 §2): the client cannot receive unicast yet. */
  readonly broadcast: boolean;
  /** ciaddr: the address that the client already uses. */
  readonly clientAddress: Ipv4Address;
  /** yiaddr: the address given to the client. */
  readonly yourAddress: Ipv4Address;
  /** siaddr: the server of the next boot step. */
  readonly serverAddress: Ipv4Address;
  /** giaddr: the relay agent. */
  readonly relayAddress: Ipv4Address;
  /** chaddr, all 16 octets as sent (borrowed). */
  readonly hardwareAddress: Buffer;
  /**
   * chaddr as a MAC address when htype is 1 or 6 and hlen is 6, else undefined: EDK2 built to send its GUID puts 16
   * octets here, InfiniBand sends none (RFC 4390), and the client's identity is then option 61.
   */
  readonly mac: MacAddress | undefined;
  /** sname, the text before the first NUL; empty when the field carries options (RFC 2132 §9.3). */
  readonly serverName: string;
  /** file, the text before the first NUL; empty when the field carries options (RFC 2132 §9.3). */
  readonly bootFile: string;
  /**
   * vend: `options` behind the magic cookie 99.130.83.99 (RFC 1497), `none` when absent or all zero, `foreign` for
   * another vendor's layout, which RFC 951 allows.
   */
  readonly vendorArea: 'options' | 'none' | 'foreign';
  /** Empty unless `vendorArea` is `options`. */
  readonly options: DhcpOptions;
  /** What was odd and read leniently, in words; one shared empty array when nothing was. */
  readonly oddities: readonly string[];
}

/** One option to send: its code and its encoded value, of any length (RFC 3396 splits it when it is over 255 octets). */
export type OptionToSend = readonly [code: number, value: Buffer];

/** What a message to be encoded says; the fields are those of BootpMessage. */
export interface BootpReply {
  /** op; 2 unless stated. */
  readonly operation?: 1 | 2;
  readonly hardwareType: number;
  readonly hardwareLength: number;
  readonly hops: number;
  readonly transactionId: number;
  readonly seconds: number;
  readonly flags: number;
  readonly clientAddress: Ipv4Address;
  readonly yourAddress: Ipv4Address;
  readonly serverAddress: Ipv4Address;
  readonly relayAddress: Ipv4Address;
  /** chaddr: up to 16 octets, copied as they are; shorter ones are filled with zeros. */
  readonly hardwareAddress: Buffer;
  /** sname; over 63 octets of UTF-8 it is sent as option 66 alone. */
  readonly serverName: string;
  /** file; over 127 octets of UTF-8 it is sent as option 67 alone. */
  readonly bootFile: string;
  /** Sent in exactly this order, but option 82, which is always last (RFC 3046 §2.1). The order is also the priority. */
  readonly options: readonly OptionToSend[];
  /** `none` for a BOOTP client that sent no cookie: it gets none back (RFC 951), and no options. */
  readonly vendorArea: 'options' | 'none';
  /**
   * Largest message in octets of UDP payload: option 57 less 28 octets of IP and UDP header. 548 when not stated
   * (RFC 2131 §2); values under 300 count as 300.
   */
  readonly maximumSize?: number;
}

/** The octets to send, and the codes of the options that found no room. */
export interface EncodedBootp {
  readonly bytes: Buffer;
  readonly dropped: readonly number[];
}

/** What a client of ours asks; everything but the hardware address has the value a fresh client sends. */
export interface BootpRequest {
  readonly mac: MacAddress;
  readonly transactionId?: number;
  readonly hops?: number;
  readonly seconds?: number;
  readonly flags?: number;
  readonly clientAddress?: Ipv4Address;
  readonly relayAddress?: Ipv4Address;
  readonly serverName?: string;
  readonly bootFile?: string;
  readonly options?: readonly OptionToSend[];
  /** `none` for a client of RFC 951 that knows no options; `options` unless stated. */
  readonly vendorArea?: 'options' | 'none';
}
