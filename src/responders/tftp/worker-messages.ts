import type { TftpAdmission, TftpQuestion } from './tftp-admission.js';
import type { TftpEvent } from './tftp-event.js';
import type { ListenLine } from './tftp-wire.js';

/*
 * What the TFTP worker and the thread that started it tell each other. A transfer costs five messages, however large
 * the file is.
 */

export interface WorkerSetup {
  readonly interfaces: readonly string[] | undefined;
  readonly port: number;
}

export type ToWorker =
  | { readonly kind: 'admission'; readonly number: number; readonly admission: TftpAdmission }
  | { readonly kind: 'stop'; readonly seconds: number };

export type FromWorker =
  | { readonly kind: 'question'; readonly number: number; readonly question: TftpQuestion }
  | { readonly kind: 'event'; readonly event: TftpEvent }
  | { readonly kind: 'listen'; readonly line: ListenLine }
  | { readonly kind: 'report'; readonly sentence: string }
  | { readonly kind: 'started' }
  | { readonly kind: 'stopped' };
