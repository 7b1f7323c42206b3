import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { BootFileGate, type BootFileVerdict } from '../../boot-files/boot-file-gate.js';
import type { DiskFile } from '../../boot-files/boot-file.js';
import { FileChanged, OpenFiles, type OpenFile } from '../../boot-files/open-files.js';
import { TransferCounts } from '../../boot-files/transfer-counts.js';
import { Fetches } from '../../boot-files/fetches/fetches.js';
import { Journal } from '../../journal/journal.port.js';
import { SILENCE_TABLE } from '../../journal/silence.table.js';
import { FileSender } from '../../net/host/file-sender.port.js';
import { Settings } from '../../settings/settings.js';
import { parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { answerWithFile } from './file-headers.js';
import { tellHttpAnswer, tellHttpEnd, type HttpBootAnswer, type HttpBootRequest } from './http-boot-event.render.js';
import { STATUS_OF_REFUSAL } from './refusal-status.table.js';
import { sendBytes } from './send-bytes.js';

type Refused = Extract<BootFileVerdict, { kind: 'refuse' }>;
type Served = Extract<BootFileVerdict, { kind: 'serve' }>;

/** `::ffff:10.79.0.21` is how a socket for both families writes 10.79.0.21; `::1` is this host as 127.0.0.1 is. */
function readSocketAddress(text: string | undefined): Ipv4Address | undefined {
  const address = parseIpv4Address((text === '::1' ? '127.0.0.1' : (text ?? '')).replace(/^::ffff:/i, ''));
  return address.ok ? address.value : undefined;
}

/** Answers GET and HEAD for boot files: the tree and the gate of TFTP, bytes no faster than the client takes them. */
@Injectable()
export class HttpBootResponder {
  readonly counts = new TransferCounts();
  private readonly running = new Set<ServerResponse>();
  private readonly files = new OpenFiles();
  private becameIdle: (() => void) | undefined;

  constructor(
    private readonly gate: BootFileGate,
    private readonly fetches: Fetches,
    private readonly journal: Journal,
    private readonly settings: Settings,
    private readonly sender: FileSender,
  ) {}

  /** @param path what stands behind /boot/, percent signs decoded once */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const clientAddress = readSocketAddress(request.socket.remoteAddress);
    if (clientAddress === undefined) {
      sendWords(response, 403, 'boot files are served to IPv4 addresses of the inventory only');
      return;
    }
    const serverAddress = readSocketAddress(request.socket.localAddress);
    const verdict = await this.gate.admit({ path, clientAddress, serverAddress });
    const asked: HttpBootRequest = { method: request.method ?? 'GET', path, client: verdict.client };
    this.running.add(response);
    try {
      if (verdict.kind === 'refuse') this.refuse(asked, verdict, response);
      else await this.serve(asked, verdict, request, response);
    } catch (error) {
      this.fail(asked, error, response);
    } finally {
      this.running.delete(response);
      if (this.running.size === 0) this.becameIdle?.();
    }
  }

  /** Answers that are on their way at the moment. */
  get runningCount(): number {
    return this.running.size;
  }

  /** Running transfers get REVEILLE_STOP_SECONDS; then their connections end. */
  async stop(): Promise<void> {
    if (this.running.size === 0) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, this.settings.stopSeconds * 1000);
      this.becameIdle = () => {
        clearTimeout(late);
        resolve();
      };
    });
    for (const response of this.running) response.destroy();
  }

  private refuse(asked: HttpBootRequest, { reason, tftpError, problem }: Refused, response: ServerResponse): void {
    const status = STATUS_OF_REFUSAL[reason] ?? 403;
    sendWords(response, status, tftpError.message);
    this.tell(asked, { status, reason, problem, ...NO_FILE });
  }

  private async serve(
    asked: HttpBootRequest,
    { file, correction }: Served,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { status, headers, body } = answerWithFile(file, request.headers);
    const wanted = request.method === 'HEAD' ? undefined : body;
    const open = wanted === undefined || file.kind === 'memory' ? undefined : await this.open(asked, file, response);
    if (open === 'refused') return;
    const range = status === 206 && body !== undefined ? `${body.first}-${body.first + body.length - 1}` : undefined;
    this.tell(asked, { status, reason: undefined, problem: undefined, size: file.size, range, correction });
    response.writeHead(status, headers);
    if (wanted === undefined) {
      response.end();
      return;
    }
    const begun = performance.now();
    try {
      const outcome = await sendBytes(response, file, open, wanted, this.sender);
      const at = Date.now();
      this.counts.ended(outcome, outcome === 'complete' ? wanted.length : 0, 0);
      this.journal.record(tellHttpEnd(asked, outcome, performance.now() - begun, at));
      const { address, machine } = asked.client;
      // A part counts when it is the last one: a download that was continued ends so.
      if (outcome === 'complete' && wanted.first + wanted.length === file.size) {
        this.fetches.complete({ name: file.name, address, machineId: machine?.id, at });
      }
    } finally {
      if (open !== undefined) this.files.close(open);
    }
  }

  /** The file as it was admitted; what keeps us from it is told before a head has gone out. */
  private async open(asked: HttpBootRequest, file: DiskFile, response: ServerResponse): Promise<OpenFile | 'refused'> {
    let problem: string | undefined;
    try {
      return await this.files.open(file);
    } catch (error) {
      if (!(error instanceof FileChanged)) problem = String(error);
    }
    const reason = problem === undefined ? 'file-changed' : 'unreadable-file';
    const status = STATUS_OF_REFUSAL[reason] ?? 500;
    sendWords(response, status, SILENCE_TABLE[reason].sentence);
    this.tell(asked, { status, reason, problem, ...NO_FILE });
    return 'refused';
  }

  private fail(asked: HttpBootRequest, error: unknown, response: ServerResponse): void {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (response.headersSent) response.destroy();
    else sendWords(response, 500, 'an error of the boot server');
    this.tell(asked, { status: 500, reason: 'our-bug', problem, ...NO_FILE });
  }

  private tell(asked: HttpBootRequest, answer: HttpBootAnswer): void {
    this.journal.record(tellHttpAnswer(asked, answer, Date.now()));
  }
}

const NO_FILE = { size: undefined, range: undefined, correction: undefined } as const;

/** Plain words, as firmware prints them. */
function sendWords(response: ServerResponse, status: number, words: string): void {
  const body = Buffer.from(`${words}\n`);
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length });
  response.end(body);
}
