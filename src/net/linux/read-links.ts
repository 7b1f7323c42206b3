import { fail, ok, type Result } from '../../values/result.js';
import type { Link } from '../link.js';
import { errnoName } from '../net-problem.js';
import { type Libc, stableBuffer } from './libc.js';
import { LinuxSocket } from './linux-socket.js';
import { AF_NETLINK, MSG_DONTWAIT, NETLINK_ROUTE, SOCK_RAW } from './linux-numbers.table.js';
import { decodeDump, encodeAddressDump, encodeLinkDump, type LinkAddress } from './netlink.codec.js';

/** The kernel sends dumps in datagrams of at most 32 KiB when the reader has the room (netlink(7)). */
const DATAGRAM_LENGTH = 32_768;

/** All links of this host with their IPv4 addresses. The kernel answers within the call; nothing blocks. */
export function readLinks(libc: Libc): Result<readonly Link[]> {
  const opened = LinuxSocket.open(libc, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  if (!opened.ok) return fail(`rtnetlink sockets are refused (${errnoName(opened.error)})`);
  const socket = opened.value;
  try {
    const links: Omit<Link, 'addresses'>[] = [];
    const addresses: LinkAddress[] = [];
    for (const request of [encodeLinkDump(1), encodeAddressDump(2)]) {
      if (libc.send(socket.fd, request, request.length, 0) < 0) {
        return fail(`the kernel does not list its interfaces (${errnoName(libc.errno())})`);
      }
      const problem = readDump(libc, socket.fd, links, addresses);
      if (problem !== undefined) return fail(problem);
    }
    return ok(links.map((link) => ({ ...link, addresses: addressesOf(link.index, addresses) })));
  } finally {
    socket.close();
  }
}

function addressesOf(index: number, all: readonly LinkAddress[]): Link['addresses'] {
  return all.filter((one) => one.index === index).map(({ address, network }) => ({ address, network }));
}

function readDump(
  libc: Libc,
  fd: number,
  links: Omit<Link, 'addresses'>[],
  addresses: LinkAddress[],
): string | undefined {
  const datagram = stableBuffer(DATAGRAM_LENGTH);
  for (;;) {
    const length = libc.recv(fd, datagram, datagram.length, MSG_DONTWAIT);
    if (length <= 0) return `the kernel broke off its list of interfaces (${errnoName(libc.errno())})`;
    const part = decodeDump(datagram.subarray(0, length));
    if (part.error !== undefined && part.error !== 0) {
      return `the kernel does not list its interfaces (${errnoName(part.error)})`;
    }
    links.push(...part.links);
    addresses.push(...part.addresses);
    if (part.done) return undefined;
  }
}
