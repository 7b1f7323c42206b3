import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, get as httpGet, type IncomingMessage, type RequestOptions, type Server } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveTls } from './serve-tls.js';
import { readTlsIdentity } from './tls-files.js';

let folder: string;
let server: Server;
let stop: () => void;
let port: number;

const paths = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') });

function makeCertificate(name: string): void {
  const { cert, key } = paths();
  const about = ['-subj', `/CN=${name}`, '-days', '2', '-keyout', key, '-out', cert];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', ...about],
    {
      stdio: 'ignore',
      timeout: 30_000,
    },
  );
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-tls-'));
  makeCertificate('first');
  server = createServer((request, reply) =>
    reply.end((request.socket as Partial<TLSSocket>).encrypted ? 'tls' : 'plain'),
  );
  stop = serveTls(server, paths());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

type Get = (
  options: RequestOptions & { rejectUnauthorized?: boolean },
  hear: (answer: IncomingMessage) => void,
) => {
  on(event: 'error', listener: (error: Error) => void): unknown;
};

function ask(get: Get): Promise<{ text: string; name: string | undefined }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/', agent: false as const, rejectUnauthorized: false };
    get(options, (answer) => {
      const name = (answer.socket as Partial<TLSSocket>).getPeerCertificate?.().subject.CN;
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ text, name: Array.isArray(name) ? name[0] : name }));
    }).on('error', reject);
  });
}

describe('one port for HTTP and TLS', () => {
  it('answers each client in what it speaks', async () => {
    expect(await ask(httpGet)).toEqual({ text: 'plain', name: undefined });
    expect(await ask(httpsGet)).toEqual({ text: 'tls', name: 'first' });
  });

  it('takes a new certificate without a restart, and keeps the old one while the new one is wrong', async () => {
    writeFileSync(paths().cert, 'not a certificate');
    utimesSync(paths().cert, 1, 1);
    expect((await ask(httpsGet)).name).toBe('first');
    makeCertificate('second');
    await expect.poll(async () => (await ask(httpsGet)).name, { timeout: 20_000, interval: 200 }).toBe('second');
  });

  it('names the files that cannot be used', () => {
    expect(() => readTlsIdentity({ cert: '/nowhere/cert.pem', key: paths().key })).toThrow(
      /nowhere.*REVEILLE_TLS_CERT/,
    );
    writeFileSync(paths().key, 'nonsense');
    expect(() => readTlsIdentity(paths())).toThrow(/cannot be used/);
  });
});
