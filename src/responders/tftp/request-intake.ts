import type { Net, NetProblem, NetworkInterface, UdpDatagram, UdpPort } from '../../net/net.port.js';
import { serverAddressFor } from '../../boot/server-wire.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { ok, type Result } from '../../values/result.js';
import { decodeTftp, encodeError, type TftpRequest } from '../../wire/tftp/tftp.codec.js';
import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { SilenceReason } from '../../journal/silence.table.js';
import { isForEverybody } from './broadcast-destination.js';
import { chooseClientTerms, type ClientTerms } from './client-terms.js';
import { tellFailure } from './tell-failure.js';
import type { Admit, AdmitUpload, TftpAdmission } from './tftp-admission.js';
import { RequestQueue, type QueueLimits } from './request-queue.js';
import type { Observe, TftpClient, TftpRequestFacts } from './tftp-event.js';
import type { TftpUploads } from './tftp-uploads.js';
import { TFTP_QUIRK_TABLE } from './tftp-quirk.table.js';
import type { Transfers } from './transfer-order.js';

/**
 * Requests that wait for the file system at the same time: a hall of machines that power on at once, twice over. More
 * than that is a flood, and clients ask again. An address may be that of a hall behind NAT.
 */
const QUEUE_LIMITS: QueueLimits = { all: 4_096, perClient: 512 };

/**
 * The largest file that is served in netascii, octets. Its converted size is known only when it was read through, so a
 * disk image would be read for minutes before the first packet; texts are smaller.
 */
const LARGEST_NETASCII = 4 * 1024 * 1024;

export interface RequestIntakeOptions {
  readonly net: Net;
  /** 69, or what the settings say. */
  readonly port: number;
  readonly admit: Admit;
  readonly observe: Observe;
  readonly transfers: Transfers;
  readonly admitUpload: AdmitUpload;
  readonly uploads: TftpUploads;
  /** In single-port mode: who answers from the well-known port itself and hears what is no request there. */
  readonly singlePort: SinglePortTransfers | undefined;
  /** What no client gets, and what follows block 65535. */
  readonly everybody: Omit<ClientTerms, 'client'>;
}

/** Transfers that share the well-known port. */
export interface SinglePortTransfers {
  adopt(port: UdpPort): void;
  receive(datagram: UdpDatagram, port: UdpPort): void;
}

/** One interface's well-known port, and the one that ERRORs come from. */
export interface RequestPort {
  close(): void;
}

/** A request with its way back. */
interface Asked {
  readonly request: TftpRequest;
  readonly facts: TftpRequestFacts;
  readonly answer: (packet: Buffer) => void;
  readonly broadcast: boolean;
}

/**
 * The well-known port: reads requests, asks whether they may be served, refuses in words or hands them on. It runs
 * beside the inventory; bytes of files are the business of whoever carries the transfers out.
 */
export class RequestIntake {
  private readonly queue = new RequestQueue(QUEUE_LIMITS);
  private stopped = false;

  constructor(private readonly options: RequestIntakeOptions) {}

  /** Listens on an interface. */
  open(networkInterface: NetworkInterface): Result<RequestPort, NetProblem> {
    const { net, port, singlePort } = this.options;
    let answers: UdpPort | undefined;
    // As an answer comes from a port of its own (RFC 1350 §4), so does an ERROR. Nobody answers an ERROR.
    const answerPort = (requests: UdpPort): UdpPort => {
      if (singlePort !== undefined) return requests;
      if (answers === undefined) {
        const opened = net.openUdp(networkInterface, 0, () => undefined);
        if (opened.ok) answers = opened.value;
      }
      return answers ?? requests;
    };
    const requests = net.openUdp(networkInterface, port, (datagram, heard) =>
      this.receive(datagram, heard, () => answerPort(heard)),
    );
    if (!requests.ok) return requests;
    singlePort?.adopt(requests.value);
    if (singlePort !== undefined) this.options.uploads.adopt(requests.value);
    return ok({
      close() {
        requests.value.close();
        answers?.close();
      },
    });
  }

  /** Is a request being looked up? */
  isWaiting(): boolean {
    return this.queue.length > 0;
  }

  /** What is being looked up now leads to nothing any more. */
  stop(): void {
    this.stopped = true;
  }

  /** A throw is told with the packet's bytes and ends here: the port goes on hearing. */
  private receive(datagram: UdpDatagram, heard: UdpPort, answerPort: () => UdpPort): void {
    const { payload, sourceAddress: address, sourcePort: port } = datagram;
    const client: TftpClient = { address, port, interfaceName: heard.interface.name };
    try {
      this.hear(datagram, client, heard, answerPort);
    } catch (error) {
      const failure = { error, client, request: undefined, packet: payload, answer: undefined };
      tellFailure(failure, this.options.observe);
    }
  }

  private hear(datagram: UdpDatagram, client: TftpClient, heard: UdpPort, answerPort: () => UdpPort): void {
    const { payload, sourceAddress: address, sourcePort: port, destinationAddress } = datagram;
    const { singlePort } = this.options;
    if (singlePort !== undefined && !isRequest(payload)) {
      const { uploads } = this.options;
      (uploads.has(client) ? uploads : singlePort).receive(datagram, heard);
      return;
    }
    if (this.stopped) return;
    const broadcast = isForEverybody(destinationAddress, heard.interface);
    const ownAddress = broadcast || destinationAddress === 0 ? undefined : destinationAddress;
    const answer = (packet: Buffer): void => answerPort().send(packet, address, port, ownAddress);
    const decoded = decodeTftp(payload);
    if (!decoded.ok) {
      this.options.observe({ kind: 'malformed', client, problem: decoded.error });
      if (isRequest(payload) && !broadcast) answer(encodeError(4, decoded.error));
      return;
    }
    const request = decoded.value;
    if (request.kind !== 'read-request' && request.kind !== 'write-request') {
      // An ACK or DATA at the well-known port belongs to no transfer; an ERROR is never answered (RFC 1350 §7).
      if (request.kind !== 'error' && !broadcast) answer(encodeError(5, 'unknown transfer ID'));
      this.options.observe({ kind: 'stray', client });
      return;
    }
    const asked: Asked = { request, facts: factsOf(request, client), answer, broadcast };
    const { kind, mode } = request;
    if (mode !== 'octet' && mode !== 'netascii') {
      const words = `transfer mode "${mode}" is not served, ask for octet`;
      this.refuse(asked, 'unknown-transfer-mode', 4, words);
    } else if (kind === 'write-request') this.handUploadOn(asked, mode, ownAddress);
    else if (!this.queue.enter(address)) {
      this.options.observe({
        kind: 'refused',
        request: asked.facts,
        reason: 'too-many-transfers',
        problem: undefined,
        error: undefined,
      });
    } else {
      const requestText = payload.toString('latin1');
      this.handOn(asked, mode, requestText, ownAddress, heard.interface)
        .catch((error: unknown) => {
          const packet = Buffer.from(requestText, 'latin1');
          const failure = { error, client, request: asked.facts, packet, answer: broadcast ? undefined : answer };
          tellFailure(failure, this.options.observe);
        })
        .finally(() => this.queue.leave(address));
    }
  }

  private async handOn(
    asked: Asked,
    mode: 'octet' | 'netascii',
    requestText: string,
    ownAddress: UdpDatagram['destinationAddress'] | undefined,
    heard: NetworkInterface,
  ): Promise<void> {
    const { fileName, address: clientAddress } = asked.facts;
    const serverAddress = ownAddress ?? addressTowards(heard, clientAddress);
    const admission = await this.options.admit({ fileName, clientAddress, serverAddress });
    if (this.stopped) return;
    const facts: TftpRequestFacts = { ...asked.facts, machine: admission.machine, ...nameFacts(admission) };
    if (admission.kind === 'refuse') {
      this.options.transfers.askedAnew(facts);
      this.refuse({ ...asked, facts }, admission.reason, admission.code, admission.message, admission.problem);
      return;
    }
    if (mode === 'netascii' && admission.file.size > LARGEST_NETASCII) {
      this.options.transfers.askedAnew(facts);
      const words = 'netascii is served for files of up to 4 MiB, ask for octet';
      this.refuse({ ...asked, facts }, 'unknown-transfer-mode', 0, words, `the file has ${admission.file.size} octets`);
      return;
    }
    this.options.transfers.begin({
      request: facts,
      mode,
      options: asked.request.options,
      requestText,
      file: admission.file,
      terms: this.termsOf(facts),
      ownAddress,
      broadcast: asked.broadcast,
    });
  }

  private handUploadOn(
    asked: Asked,
    mode: 'octet' | 'netascii',
    ownAddress: UdpDatagram['destinationAddress'] | undefined,
  ): void {
    const { fileName, address: clientAddress } = asked.facts;
    const admission = this.options.admitUpload({ fileName, clientAddress, serverAddress: ownAddress });
    const facts: TftpRequestFacts = { ...asked.facts, machine: admission.machine };
    if (admission.kind === 'refuse') {
      this.refuse({ ...asked, facts }, admission.reason, admission.code, admission.message, admission.problem);
      return;
    }
    if (asked.broadcast) {
      this.refuse({ ...asked, facts }, 'write-refused', 2, 'a file is not sent to everybody');
      return;
    }
    const { name, maxBytes } = admission;
    this.options.uploads.begin({ request: facts, mode, options: asked.request.options, name, maxBytes, ownAddress });
  }

  private termsOf({ machine, fileName, options }: TftpRequestFacts): ClientTerms {
    return chooseClientTerms({ mac: machine?.mac, fileName, options }, this.options.everybody, TFTP_QUIRK_TABLE);
  }

  /** RFC 1123 §4.2.3.5: what was sent to a broadcast address must not draw errors from every server on the wire. */
  private refuse(asked: Asked, reason: SilenceReason, code: TftpErrorCode, message: string, problem?: string): void {
    const error = asked.broadcast ? undefined : { code, message };
    this.options.observe({ kind: 'refused', request: asked.facts, reason, problem, error });
    if (error !== undefined) asked.answer(encodeError(code, message));
  }
}

function isRequest(payload: Buffer): boolean {
  if (payload.length < 2) return false;
  const opcode = payload.readUInt16BE(0);
  return opcode === 1 || opcode === 2;
}

/** Where the datagram does not say which of our addresses it came to: the one on the client's network, else the first. */
function addressTowards(heard: NetworkInterface, client: Ipv4Address): Ipv4Address | undefined {
  return (serverAddressFor(heard, client) ?? heard.addresses[0])?.address;
}

function nameFacts(admission: TftpAdmission): Pick<TftpRequestFacts, 'served' | 'correction'> {
  if (admission.kind === 'refuse') return {};
  const { file, correction } = admission;
  return { served: file.name, ...(correction !== undefined && { correction }) };
}

function factsOf({ kind, fileName, mode, options }: TftpRequest, client: TftpClient): TftpRequestFacts {
  return {
    ...client,
    kind: kind === 'read-request' ? 'RRQ' : 'WRQ',
    fileName,
    mode,
    options: options.map(({ name, value }) => `${name}=${value}`).join(' '),
    machine: undefined,
  };
}
