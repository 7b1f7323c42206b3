import type { Server, ServerResponse, IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { readTlsIdentity, watchTlsFiles, type TlsPaths } from './tls-files.js';

/** The first octet of a TLS connection: a record of type handshake (RFC 8446 §5.1). No HTTP method begins with it. */
const TLS_HANDSHAKE = 0x16;

/** A connection that says nothing for so long is let go. */
const FIRST_OCTET_MS = 30_000;

/**
 * Lets an HTTP server speak TLS too, on the same port: the first octet tells which one a client speaks. So people and
 * programs have https, and firmware, which knows none of our certificates, fetches boot files as before. The files are
 * read again when they change; new ones that cannot be used leave the old ones in force, loudly. Gives the way to stop.
 */
export function serveTls(server: Server, paths: TlsPaths): () => void {
  const logger = new Logger('tls');
  const secure = createServer(readTlsIdentity(paths), (request: IncomingMessage, reply: ServerResponse) => {
    server.emit('request', request, reply);
  });
  secure.on('tlsClientError', (error) => logger.debug(`a TLS connection failed: ${error.message}`));
  const takePlain = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.setTimeout(FIRST_OCTET_MS, () => socket.destroy());
    socket.once('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.pause();
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) secure.emit('connection', socket);
      else for (const take of takePlain) take.call(server, socket);
      process.nextTick(() => socket.resume());
    });
  });
  const unwatch = watchTlsFiles(paths, () => {
    try {
      secure.setSecureContext(readTlsIdentity(paths));
      logger.log(`the certificate ${paths.cert} was read again`);
    } catch (error) {
      logger.error(`${(error as Error).message} The certificate from before stays in force.`);
    }
  });
  return () => {
    unwatch();
    secure.closeIdleConnections();
  };
}
