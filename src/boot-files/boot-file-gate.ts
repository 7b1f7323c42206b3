import { Injectable } from '@nestjs/common';
import { readHexAddressName } from '../boot/hex-address-name.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../boot/known-machine.js';
import { mayBoot } from '../boot/may-boot.js';
import { rarpBootFile } from '../boot/rarp-boot-file.js';
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
  /** Our address that the client reaches: rendered files name it. */
  readonly serverAddress: Ipv4Address | undefined;
}

/** The machine that asks, when the inventory knows the address. */
export interface AskingMachine {
  readonly machine: KnownMachine;
  readonly nic: KnownNic;
}

export type BootFileVerdict =
  | {
      readonly kind: 'serve';
      readonly file: BootFile;
      /** How the name was corrected, when the client asked for the file in other words. */
      readonly correction: string | undefined;
      readonly asker: AskingMachine | undefined;
    }
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

    const found = await this.find(confined.value, asker, network);
    if (found.kind === 'found') return { kind: 'serve', file: found.file, correction: undefined, asker };
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

  /**
   * A file of the tree; or, for a machine that asks by its own address in hexadecimal, the one that its record names
   * (`boot.files.rarp-sun4m` for `C0A80015.SUN4M`, else `rarp`, else `default`), so that no tree of links is needed. A real file of that name comes first.
   */
  private async find(
    path: string,
    asker: AskingMachine | undefined,
    network: KnownNetwork | undefined,
  ): ReturnType<BootFileSource['find']> {
    const found = await this.source.find(path);
    if (found.kind === 'found' || found.reason !== 'no-such-file' || asker === undefined) return found;
    const named = readHexAddressName(path);
    if (named === undefined || !asker.machine.nics.some(({ ip }) => ip === named.address)) return found;
    const file = rarpBootFile(asker.machine, network, named.kinds);
    const confined = file === undefined ? undefined : confinePath(file);
    return confined?.ok === true ? this.source.find(confined.value) : found;
  }
}
