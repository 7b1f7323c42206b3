import type { JournalEvent } from '../../journal/journal.port.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { printTftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { TransferOutcome } from './read-transfer.js';
import type { TftpClient, TftpEvent, TftpRequestFacts } from './tftp-event.js';

type Detail = Record<string, string | number | boolean>;

/** As much of what a client wrote (a file name, an error message) as an event keeps. */
const LONGEST_TEXT = 300;

/** What the journal hears of one thing that the engine saw. */
export function tellTftpEvent(event: TftpEvent, at: Instant): JournalEvent {
  switch (event.kind) {
    case 'serving':
      return {
        ...aboutRequest(event.request, at),
        what: event.request.kind,
        outcome: 'answered',
        detail: {
          ...requestDetail(event.request),
          size: event.size,
          blksize: event.blockSize,
          windowsize: event.windowSize,
          ...(event.timeoutSeconds !== undefined && { timeout: event.timeoutSeconds }),
          ...(event.remarks.length > 0 && { remarks: event.remarks.join('; ') }),
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
          ...(error !== undefined && { error: error.message }),
          ...(problem !== undefined && { problem }),
        },
      };
    }
    case 'ended': {
      const { request, outcome, bytes, milliseconds, resentBlocks } = event;
      return {
        ...aboutRequest(request, at),
        what: renderOutcome(outcome),
        outcome: 'noted',
        detail: {
          file: clip(request.fileName),
          bytes,
          seconds: Math.round(milliseconds) / 1000,
          ...(resentBlocks > 0 && { resentBlocks }),
          ...(outcome.kind === 'unreadable' && { problem: outcome.why }),
        },
      };
    }
    case 'malformed':
      return {
        ...aboutClient(event.client, at),
        what: 'packet on the TFTP port',
        outcome: 'silent',
        reason: 'malformed',
        detail: { port: event.client.port, problem: event.problem },
      };
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

function renderOutcome(outcome: TransferOutcome): string {
  switch (outcome.kind) {
    case 'complete':
      return 'transfer complete';
    case 'size-probe':
      return 'size probe (normal: the client asked how large the file is)';
    case 'aborted': {
      const words = outcome.message === '' ? `ERROR ${printTftpErrorCode(outcome.code)}` : clip(outcome.message);
      return `aborted by client: ${words}`;
    }
    case 'timed-out':
      return outcome.block === 0 ? 'timed out before the first block' : `timed out after block ${outcome.block}`;
    case 'unreadable':
      return 'the file could not be read to its end';
    case 'dropped':
      return `ended by us: ${outcome.why}`;
  }
}

function aboutClient({ address, interfaceName }: TftpClient, at: Instant) {
  return { at, protocol: 'tftp', ip: formatIpv4Address(address), interface: interfaceName } as const;
}

function aboutRequest(request: TftpRequestFacts, at: Instant) {
  const { machine } = request;
  return { ...aboutClient(request, at), machineId: machine?.id, hostname: machine?.hostname, mac: machine?.mac };
}

function requestDetail({ fileName, mode, options, port }: TftpRequestFacts): Detail {
  return {
    file: clip(fileName),
    port,
    ...(mode !== 'octet' && { mode: clip(mode) }),
    ...(options !== '' && { asked: clip(options) }),
  };
}

function clip(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
