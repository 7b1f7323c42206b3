import { HttpStatus } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { TLSSocket } from 'node:tls';
import { isGuarded } from '../bearer-token.guard.js';
import type { Settings } from '../../settings/settings.js';
import { Problem } from '../problem.js';
import { serveTls } from './serve-tls.js';
import type { TlsPaths } from './tls-files.js';

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/**
 * TLS beside plain HTTP. With it, the API is refused to plain requests from other hosts, whose token would cross the
 * network in the clear; boot files and health stay open. Call it before `listen`.
 */
export function installTls(app: NestFastifyApplication, paths: TlsPaths, settings: Pick<Settings, 'metrics'>): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? '';
    const encrypted = (request.raw.socket as Partial<TLSSocket>).encrypted === true;
    done(isGuarded(route, settings) && !encrypted && !LOOPBACK.includes(request.ip) ? useTls() : undefined);
  });
  const stop = serveTls(app.getHttpServer(), paths);
  fastify.addHook('preClose', (done) => {
    stop();
    done();
  });
}

function useTls(): Problem {
  const detail =
    'This appliance has a certificate: use https:// with the same address and port, so that nobody reads your token.';
  return new Problem('forbidden', HttpStatus.FORBIDDEN, detail);
}
