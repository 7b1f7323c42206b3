import type { BootFileVerdict } from '../../boot-files/boot-file-gate.js';
import type { JournalEvent } from '../../journal/journal.port.js';
import type { SilenceReason } from '../../journal/silence.table.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { keepLines, keepText } from '../kept-text.js';

/** Who asked for what by HTTP. */
export interface HttpBootRequest {
  readonly method: string;
  /** The path below /boot/, as the client meant it. */
  readonly path: string;
  readonly client: BootFileVerdict['client'];
}

/** An answer's head went out. */
export interface HttpBootAnswer {
  readonly status: number;
  readonly reason: SilenceReason | undefined;
  readonly problem: string | undefined;
  /** Octets of the file, when there is one. */
  readonly size: number | undefined;
  /** `0-99`, when a part was asked for. */
  readonly range: string | undefined;
  readonly correction: string | undefined;
}

export function tellHttpAnswer(request: HttpBootRequest, answer: HttpBootAnswer, at: Instant): JournalEvent {
  const { status, reason, problem, size, range, correction } = answer;
  return {
    ...about(request, at),
    what: `${request.method} -> ${status}`,
    outcome: 'answered',
    ...(reason !== undefined && { reason }),
    detail: {
      file: keepText(request.path),
      ...(size !== undefined && { size }),
      ...(range !== undefined && { range }),
      ...(correction !== undefined && { corrected: keepText(correction) }),
      ...(problem !== undefined && { problem: keepLines(problem) }),
    },
  };
}

const PHRASES = {
  complete: 'transfer complete',
  aborted: 'transfer aborted by client',
  'file-changed': 'the file could not be read to its end',
} as const;

export function tellHttpEnd(
  request: HttpBootRequest,
  outcome: keyof typeof PHRASES,
  milliseconds: number,
  at: Instant,
): JournalEvent {
  return {
    ...about(request, at),
    what: PHRASES[outcome],
    outcome: 'noted',
    ...(outcome === 'file-changed' && { reason: outcome }),
    detail: { file: keepText(request.path), seconds: Math.round(milliseconds) / 1000 },
  };
}

function about({ client: { address, machine, nic } }: HttpBootRequest, at: Instant) {
  return {
    at,
    protocol: 'http',
    ip: formatIpv4Address(address),
    machineId: machine?.id,
    hostname: machine?.hostname,
    mac: nic?.mac,
  } as const;
}
