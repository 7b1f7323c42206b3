import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket as TcpSocket } from 'node:net';
import { parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import type { NetProblem } from '../net.port.js';
import {
  HostSockets,
  type AnswersFrom,
  type HostDatagramReceiver,
  type HostPort,
  type HostStreamReader,
} from './host-sockets.port.js';

const LOOPBACK = '127.0.0.1';
/** IPPORT_RESERVED: a service that trusts only root looks at this (rpcbind). Tried from the top down, as bindresvport does. */
const HIGHEST_RESERVED_PORT = 1023;
const LOWEST_RESERVED_PORT = 940;

const MOST_CONNECTIONS = 32;
const CONNECTION_IDLE_MS = 10_000;
/** More than any message that is understood here. */
const MOST_HELD_OCTETS = 65_536;

/** Node's own sockets. */
export class NodeHostSockets extends HostSockets {
  /** `report` hears of errors of ours while answering. */
  constructor(private readonly report: (sentence: string) => void) {
    super();
  }

  async ask(
    port: number,
    question: Buffer,
    milliseconds: number,
    answersFrom: AnswersFrom = 'that-port',
  ): Promise<Buffer | undefined> {
    const socket = await openReserved();
    try {
      const abandon = AbortSignal.timeout(milliseconds);
      if (answersFrom === 'that-port') {
        // Where nobody listens, the kernel says so at once, as an error.
        socket.connect(port, LOOPBACK);
        await once(socket, 'connect', { signal: abandon });
        socket.send(question);
      } else socket.send(question, port, LOOPBACK);
      const [answer] = (await once(socket, 'message', { signal: abandon })) as [Buffer];
      return answer;
    } catch {
      return undefined;
    } finally {
      socket.close();
    }
  }

  async openUdp(port: number, receive: HostDatagramReceiver): Promise<Result<HostPort, NetProblem>> {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.on('message', (payload, remote) => this.receiveDatagram(socket, payload, remote, receive));
    try {
      await bindTo(socket, port, '0.0.0.0');
    } catch (error) {
      return fail(problemOf(error, `UDP port ${port}`));
    }
    socket.on('error', (error) => this.report(`UDP port ${port}: ${error.message}`));
    return ok({ close: () => socket.close() });
  }

  async listenTcp(port: number, read: HostStreamReader): Promise<Result<HostPort, NetProblem>> {
    const connections = new Set<TcpSocket>();
    const server = createServer((connection) => {
      connections.add(connection);
      connection.on('close', () => connections.delete(connection));
      this.converse(connection, read);
    });
    server.maxConnections = MOST_CONNECTIONS;
    server.listen(port, '0.0.0.0');
    try {
      await once(server, 'listening');
    } catch (error) {
      return fail(problemOf(error, `TCP port ${port}`));
    }
    server.on('error', (error) => this.report(`TCP port ${port}: ${error.message}`));
    const close = (): void => {
      server.close();
      for (const connection of connections) connection.destroy();
    };
    return ok({ close });
  }

  private receiveDatagram(socket: Socket, payload: Buffer, remote: RemoteInfo, receive: HostDatagramReceiver): void {
    const from = parseIpv4Address(remote.address);
    if (!from.ok) return;
    try {
      receive(payload, from.value, (answer) => socket.send(answer, remote.port, remote.address, () => undefined));
    } catch (error) {
      this.report(`an error of ours while answering: ${String(error)}`);
    }
  }

  private converse(connection: TcpSocket, read: HostStreamReader): void {
    const from = parseIpv4Address(connection.remoteAddress ?? '');
    if (!from.ok) {
      connection.destroy();
      return;
    }
    // What a peer breaks off is its own affair.
    connection.on('error', () => connection.destroy());
    connection.setTimeout(CONNECTION_IDLE_MS, () => connection.destroy());
    let held: Buffer = Buffer.alloc(0);
    connection.on('data', (more: Buffer) => {
      const rest = this.readStream(connection, Buffer.concat([held, more]), from.value, read);
      if (rest === undefined || rest.length > MOST_HELD_OCTETS) connection.destroy();
      else held = rest;
    });
  }

  /** Reads until nothing more is taken; undefined when the connection shall end. */
  private readStream(
    connection: TcpSocket,
    received: Buffer,
    from: Ipv4Address,
    read: HostStreamReader,
  ): Buffer | undefined {
    let rest = received;
    try {
      for (;;) {
        const taken = read(rest, from, (bytes) => connection.write(bytes));
        if (taken === 'hang-up') return undefined;
        if (taken === 0) return rest;
        rest = rest.subarray(taken);
      }
    } catch (error) {
      this.report(`an error of ours while answering: ${String(error)}`);
      return undefined;
    }
  }
}

/** Bound below 1024 when we may, else wherever the kernel likes. */
async function openReserved(): Promise<Socket> {
  for (let port = HIGHEST_RESERVED_PORT; port >= LOWEST_RESERVED_PORT; port--) {
    const socket = createSocket('udp4');
    try {
      await bindTo(socket, port, LOOPBACK);
      return socket;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') break;
    }
  }
  const socket = createSocket('udp4');
  await bindTo(socket, 0, LOOPBACK);
  return socket;
}

async function bindTo(socket: Socket, port: number, address: string): Promise<void> {
  try {
    socket.bind(port, address);
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
}

function problemOf(error: unknown, where: string): NetProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return { code: 'address-in-use', sentence: `${where} is taken by another program` };
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      code: 'permission',
      capability: 'CAP_NET_BIND_SERVICE',
      sentence: `${where} is not allowed: the capability CAP_NET_BIND_SERVICE is missing`,
    };
  }
  return { code: 'other', sentence: `${where}: ${message}` };
}
