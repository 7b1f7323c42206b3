import type { NetworkInterface } from '../net/net.port.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { networkContains } from '../values/ipv4-network.js';
import { encodeUdpFrame, type UdpFrame } from '../wire/ipv4/udp-frame.codec.js';
import { decodeTftp, encodeAcknowledgment, type TftpOption } from '../wire/tftp/tftp.codec.js';

const TFTP_PORT = 69;
/** RFC 1350: what a client gets that asks for no other. */
const PLAIN_BLOCK_SIZE = 512;

/** A captured client's request for a file, and how far our answer to it has come. */
interface Reading {
  readonly request: UdpFrame;
  ourPort: number | undefined;
  ourAddress: Ipv4Address;
  blockSize: number;
  windowSize: number;
  /** Of our last DATA; 0: the OACK, or nothing yet. */
  block: number;
  sinceAcknowledged: number;
  isLast: boolean;
  /** The captured client took what it got from its own server; now it takes all that we send. */
  takes: boolean;
}

/**
 * Captured clients read from the server of their time, whose blocks are not ours: a request is put to us, and when the
 * client acknowledges for the first time, we are acknowledged from then on to the end of our file. A client that breaks
 * off, as those that only want to know the size do, breaks off here too.
 */
export class CapturedReaders {
  private readonly readings = new Map<string, Reading>();

  /** @param put puts a frame on the wire */
  constructor(
    private readonly own: NetworkInterface,
    private readonly put: (frame: Buffer) => void,
  ) {}

  /** What goes on the wire instead of a client's frame; undefined: the frame itself. */
  readdress(udp: UdpFrame): Buffer | undefined {
    const packet = decodeTftp(udp.payload);
    if (!packet.ok) return undefined;
    const key = `${udp.sourceAddress}:${udp.sourcePort}`;
    if (packet.value.kind === 'read-request' && udp.destinationPort === TFTP_PORT) {
      const ourAddress = this.addressTowards(udp.sourceAddress);
      if (ourAddress === undefined) return undefined;
      const request = { ...udp, payload: Buffer.from(udp.payload) };
      this.readings.set(key, {
        ...{ request, ourPort: undefined, ourAddress, blockSize: PLAIN_BLOCK_SIZE, windowSize: 1 },
        ...{ block: 0, sinceAcknowledged: 0, isLast: false, takes: false },
      });
      return this.toUs(request, ourAddress, TFTP_PORT, request.payload);
    }
    const reading = this.readings.get(key);
    if (reading?.ourPort === undefined) return undefined;
    if (packet.value.kind === 'error') {
      this.readings.delete(key);
      return this.toUs(reading.request, reading.ourAddress, reading.ourPort, udp.payload);
    }
    if (packet.value.kind !== 'acknowledgment' || reading.takes) return undefined;
    reading.takes = true;
    return this.acknowledgmentOf(key, reading);
  }

  /** Hears what we send; says whether it is worth telling. Of a file that is its first block. */
  see(udp: UdpFrame): boolean {
    const key = `${udp.destinationAddress}:${udp.destinationPort}`;
    const reading = this.readings.get(key);
    const packet = decodeTftp(udp.payload);
    if (reading === undefined || !packet.ok) return true;
    reading.ourPort = udp.sourcePort;
    const { value } = packet;
    if (value.kind === 'option-acknowledgment') {
      reading.blockSize = numberOf(value.options, 'blksize') ?? reading.blockSize;
      reading.windowSize = numberOf(value.options, 'windowsize') ?? reading.windowSize;
    }
    if (value.kind !== 'data') return true;
    const isFirst = reading.block === 0;
    reading.block = value.block;
    reading.isLast = value.data.length < reading.blockSize;
    reading.sinceAcknowledged += 1;
    const windowEnds = reading.isLast || reading.sinceAcknowledged >= reading.windowSize;
    if (reading.takes && windowEnds) this.put(this.acknowledgmentOf(key, reading));
    return isFirst && value.block === 1;
  }

  private acknowledgmentOf(key: string, reading: Reading): Buffer {
    reading.sinceAcknowledged = 0;
    if (reading.isLast) this.readings.delete(key);
    return this.toUs(
      reading.request,
      reading.ourAddress,
      reading.ourPort ?? TFTP_PORT,
      encodeAcknowledgment(reading.block),
    );
  }

  private toUs(request: UdpFrame, destinationAddress: Ipv4Address, destinationPort: number, payload: Buffer): Buffer {
    const { sourceMac, sourceAddress, sourcePort } = request;
    const destinationMac = this.own.mac;
    return encodeUdpFrame({
      ...{ sourceMac, destinationMac, sourceAddress, destinationAddress, sourcePort, destinationPort },
      payload,
    });
  }

  private addressTowards(client: Ipv4Address): Ipv4Address | undefined {
    const { addresses } = this.own;
    return (addresses.find(({ network }) => networkContains(network, client)) ?? addresses[0])?.address;
  }
}

function numberOf(options: readonly TftpOption[], name: string): number | undefined {
  const value = Number(options.find((option) => option.name.toLowerCase() === name)?.value);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
