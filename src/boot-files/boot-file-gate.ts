import { Injectable } from '@nestjs/common';
import type { KnownMachine, KnownNic } from '../boot/known-machine.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { SILENCE_TABLE, type SilenceReason } from '../journal/silence.table.js';
import { formatIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import type { TftpErrorCode } from '../wire/tftp/tftp-error.table.js';
import type { BootFile } from './boot-file.js';
import { BootFileSource } from './boot-file-source.port.js';
import { confinePath } from './confine-path.js';

/** Somebody asks for a boot file. */
export interface BootFileRequest {
  readonly protocol: 'tftp';
  /** As the client wrote it. */
  readonly path: string;
  readonly clientAddress: Ipv4Address;
  readonly interfaceName: string;
}

/** The machine that asks, when the inventory knows the address. */
export interface AskingMachine {
  readonly machine: KnownMachine;
  readonly nic: KnownNic;
}

export type BootFileVerdict =
  | { readonly kind: 'serve'; readonly file: BootFile; readonly asker: AskingMachine | undefined }
  | {
      readonly kind: 'refuse';
      readonly reason: SilenceReason;
      /** What a TFTP client reads. Tells nothing about files of the host. */
      readonly tftpError: { readonly code: TftpErrorCode; readonly message: string };
      /** What the operator reads beside the reason's sentence. */
      readonly problem: string | undefined;
      readonly asker: AskingMachine | undefined;
    };

/** 127.0.0.0/8: this host itself, for tests and self-checks. */
function isLoopback(address: Ipv4Address): boolean {
  return address >>> 24 === 127;
}

/**
 * The one place that says who may fetch what. A paused machine is refused with the same words everywhere; an address
 * that the inventory has never heard of gets nothing, so that a fresh install serves known machines only.
 */
@Injectable()
export class BootFileGate {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly source: BootFileSource,
  ) {}

  async admit(request: BootFileRequest): Promise<BootFileVerdict> {
    const asker = this.directory.byIp(request.clientAddress);
    const refuse = (
      reason: SilenceReason,
      code: TftpErrorCode,
      message: string,
      problem?: string,
    ): BootFileVerdict => ({
      kind: 'refuse',
      reason,
      tftpError: { code, message },
      problem,
      asker,
    });

    if (asker?.machine.bootMode === 'paused') return refuse('paused', 2, SILENCE_TABLE.paused.sentence);
    if (asker === undefined && !this.mayAskUnknown(request.clientAddress)) {
      const address = formatIpv4Address(request.clientAddress);
      return refuse('not-admitted', 2, `${address} is not in the inventory`);
    }
    const confined = confinePath(request.path);
    if (!confined.ok) return refuse('outside-root', 2, confined.error, confined.error);

    const found = await this.source.find(confined.value);
    if (found.kind === 'found') return { kind: 'serve', file: found.file, asker };
    switch (found.reason) {
      case 'no-such-file':
        return refuse(found.reason, 1, 'File not found', found.problem);
      case 'outside-root':
        return refuse(found.reason, 2, 'this file lies outside of the boot file root', found.problem);
      case 'not-a-file':
        return refuse(found.reason, 2, 'this is not a regular file', found.problem);
      case 'unreadable-file':
        return refuse(found.reason, 2, 'this file cannot be read', found.problem);
    }
  }

  /** An address without a machine record: does it at least lie on a network that the operator has told us about? */
  private mayAskUnknown(address: Ipv4Address): boolean {
    return isLoopback(address) || this.directory.networkOf(address) !== undefined;
  }
}
