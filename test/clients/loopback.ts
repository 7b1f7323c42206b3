import { createSocket } from 'node:dgram';
import type { Net } from '../../src/net/net.port.js';
import { openNet } from '../../src/net/open-net.js';

/** The real adapter on loopback. */
export function openLoopback(): Net {
  return openNet({ interfaces: ['lo'], report: (sentence) => console.warn(sentence) });
}

/** A UDP port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(closed));
  return port;
}
