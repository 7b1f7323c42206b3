import { fail, ok, type Result } from '../../values/result.js';
import { errnoName } from '../net-problem.js';
import { type Libc, stableBuffer } from './libc.js';
import { LinuxSocket } from './linux-socket.js';
import {
  AF_NETLINK,
  MSG_DONTWAIT,
  NETLINK_ROUTE,
  RTMGRP_IPV4_IFADDR,
  RTMGRP_LINK,
  SOCK_RAW,
} from './linux-numbers.table.js';
import { encodeSockaddrNl } from './socket-address.js';

/** Changes come in flocks (link, then addresses): wait this long after the first, in milliseconds. */
const SETTLE_MS = 50;

/**
 * Calls `changed` soon after links or IPv4 addresses of this host change. The kernel's notices only wake us: what is
 * true is then read anew, so a lost notice (ENOBUFS) does no harm.
 */
export class InterfaceWatch {
  readonly #socket: LinuxSocket;
  #settling: NodeJS.Timeout | undefined;

  private constructor(socket: LinuxSocket) {
    this.#socket = socket;
  }

  static open(libc: Libc, changed: () => void, failed: (error: unknown) => void): Result<InterfaceWatch> {
    const opened = LinuxSocket.open(libc, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (!opened.ok) return fail(`rtnetlink sockets are refused (${errnoName(opened.error)})`);
    const socket = opened.value;
    const bound = socket.bind(encodeSockaddrNl(RTMGRP_LINK | RTMGRP_IPV4_IFADDR));
    if (bound !== 0) {
      socket.close();
      return fail(`rtnetlink notices are refused (${errnoName(bound)})`);
    }
    const watch = new InterfaceWatch(socket);
    const notice = stableBuffer(16);
    socket.watch(() => {
      while (!socket.closed && libc.recv(socket.fd, notice, notice.length, MSG_DONTWAIT) >= 0);
      watch.#settle(changed);
    }, failed);
    return ok(watch);
  }

  #settle(changed: () => void): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      changed();
    }, SETTLE_MS);
  }

  close(): void {
    clearTimeout(this.#settling);
    this.#socket.close();
  }
}
