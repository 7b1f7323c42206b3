import type { JournalEvent } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { printTftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import { keepLines, keepText } from '../kept-text.js';
import type { TransferOutcome } from './transfer-outcome.js';
import type { TftpClient, TftpEvent, TftpRequestFacts } from './tftp-event.js';

type Detail = Record<string, string | number | boolean>;

/**
 * What the journal hears of one thing that the engine saw. `what` is always one of a few short ASCII phrases, because
 * the journal's column is narrow; words of a client stand in `detail` only, cut and without control characters.
 */
export function tellTftpEvent(event: TftpEvent, at: Instant): JournalEvent {
  switch (event.kind) {
    case 'serving':
      return {
        ...aboutRequest(event.request, at),
        what: event.request.kind,
        outcome: 'answered',
        detail: {
          ...requestDetail(event.request),
          ...(event.size !== undefined && { size: event.size }),
          blksize: event.blockSize,
          windowsize: event.windowSize,
          ...(event.timeoutSeconds !== undefined && { timeout: event.timeoutSeconds }),
          ...(event.remarks.length > 0 && { remarks: keepText(event.remarks.join('; ')) }),
        },
      };
    case 'refused': {
      const { request, reason, problem, error } = event;
      return {
        ...aboutRequest(request, at),
        what: error === undefined ? request.kind : `${request.kind} -> ERROR ${error.code}`,
        outcome: error === undefined ? 'silent' : 'answered',
        reason,
        detail: {
          ...requestDetail(request),
          ...(error !== undefined && { error: keepText(error.message) }),
          ...(problem !== undefined && { problem: keepLines(problem) }),
        },
      };
    }
    case 'ended': {
      const { request, outcome, bytes, milliseconds, resentBlocks } = event;
      return {
        ...aboutRequest(request, at),
        what: phraseOf(outcome, request.kind),
        outcome: 'noted',
        ...((outcome.kind === 'unreadable' || outcome.kind === 'unwritable') && { reason: outcome.reason }),
        detail: {
          file: keepText(request.fileName),
          bytes,
          seconds: Math.round(milliseconds) / 1000,
          ...(resentBlocks > 0 && { resentBlocks }),
          ...outcomeDetail(outcome),
        },
      };
    }
    case 'malformed':
      return {
        ...aboutClient(event.client, at),
        what: 'packet on the TFTP port',
        outcome: 'silent',
        reason: 'malformed',
        detail: { port: event.client.port, problem: keepText(event.problem) },
      };
    case 'failed': {
      const { client, request, problem, bytes, error } = event;
      const what = request?.kind ?? 'packet on a TFTP port';
      return {
        ...(request === undefined ? aboutClient(client, at) : aboutRequest(request, at)),
        what: error === undefined ? what : `${what} -> ERROR ${error.code}`,
        outcome: error === undefined ? 'silent' : 'answered',
        reason: 'our-bug',
        detail: {
          ...(request === undefined ? { port: client.port } : requestDetail(request)),
          problem: keepLines(problem),
          ...(bytes !== undefined && { bytes }),
        },
      };
    }
    case 'stray':
      return {
        ...aboutClient(event.client, at),
        what: 'packet of no transfer -> ERROR 5',
        outcome: 'answered',
        reason: 'unknown-transfer',
        detail: { port: event.client.port },
      };
  }
}

function phraseOf(outcome: TransferOutcome, kind: TftpRequestFacts['kind']): string {
  switch (outcome.kind) {
    case 'complete':
      return kind === 'RRQ' ? 'transfer complete' : 'upload complete';
    case 'size-probe':
      return 'size probe (normal: the client asked how large the file is)';
    case 'aborted':
      return 'transfer aborted by client';
    case 'timed-out':
      return outcome.block === 0 ? 'transfer timed out before its first block' : 'transfer timed out';
    case 'unreadable':
      return 'the file could not be read to its end';
    case 'unwritable':
      return 'the upload could not be kept';
    case 'dropped':
      return 'transfer ended by us';
  }
}

function outcomeDetail(outcome: TransferOutcome): Detail {
  switch (outcome.kind) {
    case 'complete':
    case 'size-probe':
      return {};
    case 'aborted':
      return { problem: keepText(outcome.message) || `ERROR ${printTftpErrorCode(outcome.code)}`, code: outcome.code };
    case 'timed-out':
      return { block: outcome.block };
    case 'unreadable':
    case 'unwritable':
    case 'dropped':
      return { problem: keepText(outcome.why) };
  }
}

function aboutClient({ address, interfaceName }: TftpClient, at: Instant) {
  return { at, protocol: 'tftp', ip: formatIpv4Address(address), interface: interfaceName } as const;
}

function aboutRequest(request: TftpRequestFacts, at: Instant) {
  const { machine } = request;
  return { ...aboutClient(request, at), machineId: machine?.id, hostname: machine?.hostname, mac: machine?.mac };
}

function requestDetail({ fileName, mode, options, port, correction }: TftpRequestFacts): Detail {
  return {
    file: keepText(fileName),
    port,
    ...(mode !== 'octet' && { mode: keepText(mode) }),
    ...(options !== '' && { asked: keepText(options) }),
    ...(correction !== undefined && { corrected: keepText(correction) }),
  };
}
