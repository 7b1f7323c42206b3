import { encodeError } from '../../wire/tftp/tftp.codec.js';
import type { Observe, TftpClient, TftpRequestFacts } from './tftp-event.js';

/** As much of a packet as a report about it carries, octets. */
const MOST_REPORTED_BYTES = 300;

/** An error of ours and what it happened to. */
export interface Failure {
  readonly error: unknown;
  readonly client: TftpClient;
  readonly request: TftpRequestFacts | undefined;
  /** What led to it, if a packet did; borrowed. */
  readonly packet: Buffer | undefined;
  /** The way to the client, where it may hear of it. */
  readonly answer: ((packet: Buffer) => void) | undefined;
}

/** What a throw comes to: one transfer less, an ERROR to its client if that can still be sent, a line in the journal. */
export function tellFailure({ error, client, request, packet, answer }: Failure, observe: Observe): void {
  const told = { code: 0, message: 'an error of the boot server' } as const;
  observe({
    kind: 'failed',
    client,
    request,
    problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    bytes: packet?.toString('hex', 0, MOST_REPORTED_BYTES),
    error: isSent(answer, encodeError(told.code, told.message)) ? told : undefined,
  });
}

/** What failed may have been the sending itself: then the client hears nothing, and its own timer ends the matter. */
function isSent(answer: Failure['answer'], packet: Buffer): boolean {
  try {
    answer?.(packet);
    return answer !== undefined;
  } catch {
    return false;
  }
}
