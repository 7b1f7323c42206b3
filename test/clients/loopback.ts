import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import type { Net } from '../../src/net/net.port.js';
import { openNet } from '../../src/net/open-net.js';

/** The real adapter on loopback. */
export function openLoopback(): Net {
  return openNet({ interfaces: ['lo'], report: (sentence) => console.warn(sentence) });
}

/** A port that nobody uses at the moment, by UDP or by TCP. */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const isFree = await mayBind(port);
    await new Promise((closed) => server.close(closed));
    if (isFree) return port;
  }
}

async function mayBind(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  const bound = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => resolve(true));
  });
  if (bound) await new Promise<void>((closed) => socket.close(closed));
  return bound;
}
