import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Net } from '../../src/net/net.port.js';
import type { TftpEvent } from '../../src/responders/tftp/tftp-event.js';
import { RequestIntake, type RequestPort } from '../../src/responders/tftp/request-intake.js';
import { ENGINE_LIMITS } from '../../src/responders/tftp/engine-limits.js';
import { systemClock } from '../../src/responders/tftp/tftp-clock.js';
import { TftpUploads } from '../../src/responders/tftp/tftp-uploads.js';
import { TransfersInWorker } from '../../src/responders/tftp/transfers-in-worker.js';
import { compileWorker, type CompiledWorker } from '../clients/compile-worker.js';
import { freePort, openLoopback } from '../clients/loopback.js';
import { must } from '../fakes/known-lab.js';
import { printPacket, TftpTestClient } from '../clients/tftp-client.js';
import { memoryFile } from '../../src/boot-files/boot-file.js';
import type { Admit } from '../../src/responders/tftp/tftp-admission.js';
import { TftpLab } from '../fakes/tftp-lab.js';

let compiled: CompiledWorker;
beforeAll(() => {
  compiled = compileWorker('src/responders/tftp/tftp.worker.ts');
});
afterAll(() => compiled.remove());

let net: Net;
let lab: TftpLab;
let port: number;
let requests: RequestPort | undefined;
let transfers: TransfersInWorker | undefined;
let events: TftpEvent[];
let reports: string[];

beforeEach(async () => {
  net = openLoopback();
  lab = new TftpLab();
  port = await freePort();
  events = [];
  reports = [];
});
afterEach(async () => {
  requests?.close();
  await transfers?.stop(0);
  await lab.close();
  net.close();
});

/** The well-known port here, the transfers in a thread. */
function serve(
  options: { readonly file?: URL; readonly idleTime?: number; readonly admit?: Admit } = {},
): TransfersInWorker {
  const { admit = (question) => lab.admit(question) } = options;
  const running = new TransfersInWorker({
    setup: { interfaces: ['lo'], limits: {}, portRange: { first: 20_000, last: 32_767 }, tapped: true },
    observe: (event) => events.push(event),
    report: (sentence) => reports.push(sentence),
    file: compiled.url,
    ...options,
  });
  transfers = running;
  const intake = new RequestIntake({
    net,
    port,
    admit,
    observe: (event) => events.push(event),
    transfers: running,
    admitUpload: () => {
      throw new Error('nothing is sent here');
    },
    uploads: new TftpUploads({
      net,
      clock: systemClock,
      observe: (event) => events.push(event),
      folders: { finished: 'never', growing: 'never' },
      portRange: { first: 20_000, last: 32_767 },
      limits: ENGINE_LIMITS,
    }),
    singlePort: undefined,
    everybody: { refusedOptions: [], rollOver: 0 },
  });
  const [loopback] = net.interfaces();
  if (loopback === undefined) throw new Error('lo is not served');
  requests = must(intake.open(loopback));
  return running;
}

async function fetchFile(options = ''): Promise<Buffer> {
  const client = await TftpTestClient.onLoopback(port);
  try {
    return await client.fetch('file', options);
  } finally {
    client.close();
  }
}

const kinds = () => events.map(({ kind }) => kind);

describe('transfers in a thread of their own', () => {
  it('start it with the first one, not with a refusal', async () => {
    const running = serve();
    const content = lab.put('file', randomBytes(300_000));
    const client = await TftpTestClient.onLoopback(port);
    client.read('missing');
    expect(printPacket(await client.next())).toBe('ERROR 1 File not found');
    client.close();
    expect(running.alive).toBe(false);
    expect((await fetchFile('blksize=1468 windowsize=4')).equals(content)).toBe(true);
    expect(running.alive).toBe(true);
    await vi.waitFor(() => expect(kinds()).toEqual(['refused', 'serving', 'ended']));
    expect(reports).toEqual([]);
  });
  it('run beside each other', async () => {
    serve();
    const content = lab.put('file', randomBytes(500_000));
    const all = await Promise.all(Array.from({ length: 10 }, () => fetchFile('blksize=1468')));
    expect(all.every((bytes) => bytes.equals(content))).toBe(true);
  });
  it('send bytes that no disk has', async () => {
    const file = memoryFile('file', 'rendered for this machine\n'.repeat(5_000));
    serve({ admit: () => Promise.resolve({ kind: 'serve', file, correction: undefined, machine: undefined }) });
    expect((await fetchFile('blksize=1468')).equals(file.bytes)).toBe(true);
    await vi.waitFor(() => expect(kinds()).toEqual(['serving', 'ended']));
    expect(events.at(-1)).toMatchObject({ request: { served: 'file' }, bytes: file.size });
  });
  it('end it when there was nothing to do for a while, and the next request starts another', async () => {
    const running = serve({ idleTime: 1 });
    const content = lab.put('file', randomBytes(1000));
    for (let round = 0; round < 2; round++) {
      expect((await fetchFile()).equals(content)).toBe(true);
      await vi.waitFor(() => expect(running.alive).toBe(false), { timeout: 10_000 });
    }
    expect(reports).toEqual([]);
  });
  it('are told when the time of a stop is over', async () => {
    const running = serve();
    lab.put('file', randomBytes(10_000));
    const client = await TftpTestClient.onLoopback(port);
    client.read('file');
    expect(printPacket(await client.next())).toBe('DATA 1 (512)');
    await running.stop(0);
    expect(printPacket(await client.next())).toBe('ERROR 0 the boot server is stopping');
    client.close();
    await vi.waitFor(() => expect(kinds()).toEqual(['serving', 'ended']));
  });
  it('of a thread that dies cost no more than those transfers: it is said, and a later request starts another', async () => {
    const broken = join(tmpdir(), `broken-worker-${process.pid}.mjs`);
    writeFileSync(broken, "throw new Error('no memory');");
    onTestFinished(() => rmSync(broken));
    serve({ file: pathToFileURL(broken) });
    lab.put('file', 'x');
    const client = await TftpTestClient.onLoopback(port);
    client.read('file');
    await vi.waitFor(() => expect(reports.join('\n')).toContain('starts another'), { timeout: 10_000 });
    expect(reports[0]).toContain('the TFTP worker failed: Error: no memory');
    client.read('file');
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({ kind: 'refused', reason: 'our-bug', error: undefined }),
    );
    client.close();
  });
});
