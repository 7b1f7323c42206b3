import { readFileSync } from 'node:fs';
import koffi from 'koffi';

/*
 * A raw Ethernet socket for clients of the tests: one frame at a time, written without a look at the product's own
 * adapter, so that an error there is not made here again. Linux on a 64-bit machine.
 */
const AF_PACKET = 17;
const SOCK_RAW = 3;
const SOL_SOCKET = 1;
const SO_RCVTIMEO = 20;
const SOCKADDR_LL_LENGTH = 20;

const libc = koffi.load('libc.so.6');
const socket = libc.func('int socket(int domain, int type, int protocol)');
const bind = libc.func('int bind(int fd, const uint8_t *address, uint32_t length)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, const uint8_t *value, uint32_t length)');
const send = libc.func('long send(int fd, const uint8_t *bytes, size_t length, int flags)');
const recv = libc.func('long recv(int fd, _Out_ uint8_t *bytes, size_t length, int flags)');
const close = libc.func('int close(int fd)');

/** Hears and sends frames of one EtherType on one interface. Every call blocks. */
export class RawSocket {
  private readonly fd: number;

  constructor(interfaceName: string, etherType: number) {
    const protocol = ((etherType & 0xff) << 8) | (etherType >> 8);
    this.fd = socket(AF_PACKET, SOCK_RAW, protocol) as number;
    if (this.fd < 0) throw new Error('no raw socket: this needs root');
    const address = Buffer.alloc(SOCKADDR_LL_LENGTH);
    address.writeUInt16LE(AF_PACKET, 0);
    address.writeUInt16BE(etherType, 2);
    address.writeInt32LE(Number(readFileSync(`/sys/class/net/${interfaceName}/ifindex`, 'utf8')), 4);
    if ((bind(this.fd, address, address.length) as number) !== 0) throw new Error(`cannot bind to ${interfaceName}`);
  }

  send(frame: Buffer): void {
    if (Number(send(this.fd, frame, frame.length, 0)) !== frame.length) throw new Error('the frame was not sent');
  }

  /** The next frame, or undefined when none comes in time. */
  receive(milliseconds: number): Buffer | undefined {
    const time = Buffer.alloc(16);
    time.writeBigInt64LE(BigInt(Math.floor(milliseconds / 1000)), 0);
    time.writeBigInt64LE(BigInt((Math.max(milliseconds, 1) % 1000) * 1000), 8);
    setsockopt(this.fd, SOL_SOCKET, SO_RCVTIMEO, time, time.length);
    const frame = Buffer.alloc(2048);
    const length = Number(recv(this.fd, frame, frame.length, 0));
    return length < 0 ? undefined : frame.subarray(0, length);
  }

  close(): void {
    close(this.fd);
  }
}
