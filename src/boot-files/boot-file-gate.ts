import { Injectable } from '@nestjs/common';
import type { KnownMachine, KnownNic } from '../boot/known-machine.js';
import { mayBoot } from '../boot/may-boot.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { SILENCE_TABLE, type SilenceReason } from '../journal/silence.table.js';
import { formatIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import type { TftpErrorCode } from '../wire/tftp/tftp-error.table.js';
import type { BootFile } from './boot-file.js';
import { BootFileSource } from './boot-file-source.port.js';
import { confinePath } from './confine-path.js';

/** Somebody asks for a boot file. */
export interface BootFileRequest {
  /** As the client wrote it. */
  readonly path: string;
  readonly clientAddress: Ipv4Address;
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
 * The one place that says who may fetch what: the machines of the inventory, wherever their address lies, other hosts
 * on a network of the inventory (an installer, a person with a TFTP client), and this host itself. Any other address is
 * refused, so a fresh install, whose inventory is empty, serves nobody. A network in mode `off` or `shadow` is refused
 * whole, its machines too, and a paused machine is refused with the words that every protocol uses.
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

    const network = this.directory.networkOf(request.clientAddress);
    if (network?.mode === 'off') return refuse('network-off', 2, SILENCE_TABLE['network-off'].sentence);
    if (network?.mode === 'shadow') return refuse('shadow', 2, SILENCE_TABLE.shadow.sentence);
    if (asker !== undefined && !mayBoot(asker.machine)) return refuse('paused', 2, SILENCE_TABLE.paused.sentence);
    if (asker === undefined && network === undefined && !isLoopback(request.clientAddress)) {
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
}
