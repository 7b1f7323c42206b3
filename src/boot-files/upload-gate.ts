import { Injectable } from '@nestjs/common';
import { AddressOwners } from '../addressing/address-owners.js';
import type { KnownMachine, KnownNic } from '../boot/known-machine.js';
import { mayBoot } from '../boot/may-boot.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { SILENCE_TABLE, type SilenceReason } from '../journal/silence.table.js';
import { formatIpv4Address } from '../values/ipv4-address.js';
import type { TftpErrorCode } from '../wire/tftp/tftp-error.table.js';
import type { BootFileRequest } from './boot-file-gate.js';
import { confinePath } from './confine-path.js';

/** The machine of the client's address, when the inventory knows it. */
interface Sender {
  readonly machine: KnownMachine | undefined;
  readonly nic: KnownNic | undefined;
}

export type UploadVerdict =
  | {
      readonly kind: 'take';
      /** A path below the folder of uploads. */
      readonly name: string;
      readonly maxBytes: number;
      readonly client: Sender;
    }
  | {
      readonly kind: 'refuse';
      readonly reason: SilenceReason;
      readonly tftpError: { readonly code: TftpErrorCode; readonly message: string };
      readonly client: Sender;
    };

/**
 * Who may send files by TFTP, which knows no password: hosts on a network whose record says so (`uploads.enabled`), if
 * they might fetch files there: machines that may boot and, unless the network is in mode `known`, strangers. Everybody
 * else is told that this server takes no files.
 */
@Injectable()
export class UploadGate {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly owners: AddressOwners,
  ) {}

  admit({ path, clientAddress }: BootFileRequest): UploadVerdict {
    const known = this.owners.ownerOf(clientAddress, Date.now());
    const client: Sender = { machine: known?.machine, nic: known?.nic };
    const network = this.directory.networkOf(clientAddress);
    const refuse = (reason: SilenceReason, code: TftpErrorCode, message: string): UploadVerdict => ({
      kind: 'refuse',
      reason,
      tftpError: { code, message },
      client,
    });
    const off = network === undefined || network.mode === 'off' || network.mode === 'shadow';
    if (off || network.uploads === undefined) return refuse('write-refused', 2, 'this server does not take files');
    if (known !== undefined && !mayBoot(known.machine)) return refuse('paused', 2, SILENCE_TABLE.paused.sentence);
    if (known === undefined && network.mode === 'known') {
      return refuse('unknown-machine', 2, `${formatIpv4Address(clientAddress)} is not in the inventory`);
    }
    const name = confinePath(path);
    if (!name.ok) return refuse('outside-root', 2, name.error);
    return { kind: 'take', name: name.value, maxBytes: network.uploads.maxBytes, client };
  }
}
