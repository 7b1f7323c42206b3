import { fail, ok, type Result } from '../../values/result.js';
import type { Link } from '../link.js';
import { errnoName } from '../net-problem.js';
import { type Libc, stableBuffer } from './libc.js';
import { LinuxSocket } from './linux-socket.js';
import { AF_NETLINK, MSG_DONTWAIT, NETLINK_ROUTE, SOCK_RAW } from './linux-numbers.table.js';
import { decodeDump, encodeAddressDump, encodeLinkDump, type LinkAddress } from './netlink.codec.js';

/** The kernel sends dumps in datagrams of at most 32 KiB when the reader has the room (netlink(7)). */
const DATAGRAM_LENGTH = 32_768;

type BareLink = Omit<Link, 'addresses'>;

/** Asks the kernel for its links and IPv4 addresses, by one rtnetlink socket that stays open. */
export class LinkReader {
  readonly #libc: Libc;
  readonly #socket: LinuxSocket;
  /** Tells the answers of this request from what an earlier, failed one left behind. */
  #sequence = 0;

  private constructor(libc: Libc, socket: LinuxSocket) {
    this.#libc = libc;
    this.#socket = socket;
  }

  static open(libc: Libc): Result<LinkReader> {
    const opened = LinuxSocket.open(libc, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (!opened.ok) return fail(`rtnetlink sockets are refused (${errnoName(opened.error)})`);
    return ok(new LinkReader(libc, opened.value));
  }

  /** All links of this host with their addresses. The kernel answers within the call; nothing blocks. */
  read(): Result<readonly Link[]> {
    const links: BareLink[] = [];
    const addresses: LinkAddress[] = [];
    const problem =
      this.#dump(encodeLinkDump(++this.#sequence), links, addresses) ??
      this.#dump(encodeAddressDump(++this.#sequence), links, addresses);
    if (problem !== undefined) return fail(`the kernel does not list its interfaces (${problem})`);
    return ok(links.map((link) => ({ ...link, addresses: addressesOf(link.index, addresses) })));
  }

  close(): void {
    this.#socket.close();
  }

  /** One request and all that answers it; the name of the error when there is one. */
  #dump(request: Buffer, links: BareLink[], addresses: LinkAddress[]): string | undefined {
    const { fd } = this.#socket;
    if (this.#libc.send(fd, request, request.length, MSG_DONTWAIT) < 0) return errnoName(this.#libc.errno());
    const datagram = stableBuffer(DATAGRAM_LENGTH);
    for (;;) {
      const length = this.#libc.recv(fd, datagram, datagram.length, MSG_DONTWAIT);
      if (length <= 0) return errnoName(this.#libc.errno());
      const part = decodeDump(datagram.subarray(0, length), this.#sequence);
      if (part.error !== undefined && part.error !== 0) return errnoName(part.error);
      links.push(...part.links);
      addresses.push(...part.addresses);
      if (part.done) return undefined;
    }
  }
}

function addressesOf(index: number, all: readonly LinkAddress[]): Link['addresses'] {
  return all.filter((one) => one.index === index).map(({ address, network }) => ({ address, network }));
}
