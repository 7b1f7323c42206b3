import type { BootFile } from '../../boot-files/boot-file.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { SilenceReason } from '../../journal/silence.table.js';
import type { MachineMark } from './tftp-event.js';

/** May this client have this file? Asked once per read request. */
export interface TftpQuestion {
  readonly fileName: string;
  readonly clientAddress: Ipv4Address;
  /** Our address that the client reaches: rendered files name it. */
  readonly serverAddress: Ipv4Address | undefined;
}

export type TftpAdmission =
  | {
      readonly kind: 'serve';
      readonly file: BootFile;
      /** How the name was corrected, when the client asked for the file in other words. */
      readonly correction: string | undefined;
      readonly machine: MachineMark | undefined;
    }
  | {
      readonly kind: 'refuse';
      readonly reason: SilenceReason;
      readonly code: TftpErrorCode;
      /** What the client reads. */
      readonly message: string;
      /** What the operator reads. */
      readonly problem: string | undefined;
      readonly machine: MachineMark | undefined;
    };

/** May this client send this file? */
export type UploadAdmission =
  | {
      readonly kind: 'take';
      readonly name: string;
      readonly maxBytes: number;
      readonly machine: MachineMark | undefined;
    }
  | Extract<TftpAdmission, { kind: 'refuse' }>;

export type AdmitUpload = (question: TftpQuestion) => UploadAdmission;

export type Admit = (question: TftpQuestion) => Promise<TftpAdmission>;
