import type { Admit } from './tftp-admission.js';
import type { Observe } from './tftp-event.js';
import type { ListenLine } from './tftp-wire.js';

/** What an engine needs from the appliance around it, in whatever thread it runs. */
export interface TftpHost {
  readonly admit: Admit;
  readonly observe: Observe;
  readonly tell: (line: ListenLine) => void;
  /** A sentence for the operator. */
  readonly report: (sentence: string) => void;
}

/** An engine that runs somewhere. */
export interface TftpRun {
  /** Resolves when every interface was tried and told about. */
  start(): Promise<void>;
  /** No new requests; running transfers get `seconds`; resolves when all is closed. */
  stop(seconds: number): Promise<void>;
}
