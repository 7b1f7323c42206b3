import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';

/** Why a file could not be read to its end: a row of the silence table. */
export type ReadProblem = 'file-changed' | 'unreadable-file';

/** Why a file could not be taken: a row of the silence table. */
export type WriteProblem = 'upload-too-large' | 'upload-exists' | 'upload-failed';

/** Why an upload cannot be kept. `message` is for the client, `why` for the operator. */
export interface UploadProblem {
  readonly reason: WriteProblem;
  readonly code: TftpErrorCode;
  readonly message: string;
  readonly why: string;
}

/** How a transfer ended. */
export type TransferOutcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'size-probe' }
  | { readonly kind: 'aborted'; readonly code: number; readonly message: string }
  | { readonly kind: 'timed-out'; readonly block: number }
  | { readonly kind: 'unreadable'; readonly reason: ReadProblem; readonly why: string }
  | { readonly kind: 'dropped'; readonly why: string }
  | ({ readonly kind: 'unwritable' } & UploadProblem);
