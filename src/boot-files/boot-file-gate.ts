import { Injectable } from '@nestjs/common';
import { AddressOwners } from '../addressing/address-owners.js';
import { readHexAddressName } from '../boot/hex-address-name.js';
import { bootsFromDisk } from '../boot/install-answer.js';
import { mayBoot } from '../boot/may-boot.js';
import { rarpBootFile } from '../boot/rarp-boot-file.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { SILENCE_TABLE, type SilenceReason } from '../journal/silence.table.js';
import { formatIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import type { TftpErrorCode } from '../wire/tftp/tftp-error.table.js';
import type { AskingClient } from './asking-client.js';
import type { BootFile } from './boot-file.js';
import { BootFileTree, type TreeLookup } from './boot-file-tree.js';
import { HandedOut } from './fetches/handed-out.js';
import { LastLoaders } from './last-loaders.js';
import { whyOptional } from './optional-file.table.js';
import { wantedNames } from './wanted-names.js';

/** Somebody asks for a boot file. */
export interface BootFileRequest {
  /** As the client wrote it. */
  readonly path: string;
  readonly clientAddress: Ipv4Address;
  /** Our address that the client reaches: rendered files name it. */
  readonly serverAddress: Ipv4Address | undefined;
}

export type BootFileVerdict =
  | {
      readonly kind: 'serve';
      readonly file: BootFile;
      /** How the name was corrected, when the client asked for the file in other words. */
      readonly correction: string | undefined;
      readonly client: AskingClient;
    }
  | {
      readonly kind: 'refuse';
      readonly reason: SilenceReason;
      /** What the client reads. Tells nothing about files of the host. */
      readonly tftpError: { readonly code: TftpErrorCode; readonly message: string };
      /** What the operator reads beside the reason's sentence. */
      readonly problem: string | undefined;
      readonly client: AskingClient;
    };

type Refusal = Pick<Extract<BootFileVerdict, { kind: 'refuse' }>, 'reason' | 'tftpError' | 'problem'>;

/**
 * 127.0.0.0/8, or the very address that it asks: for tests, self-checks and the probe. A stranger who borrows that
 * address gets nothing: the answer goes to us.
 */
function isThisHost({ address, serverAddress }: AskingClient): boolean {
  return address >>> 24 === 127 || address === serverAddress;
}

function refusal(reason: SilenceReason, code: TftpErrorCode, message: string, problem?: string): Refusal {
  return { reason, tftpError: { code, message }, problem };
}

/** A refusal in the words of the reason's row. */
function refusalByRow(reason: SilenceReason, problem?: string): Refusal {
  return refusal(reason, 2, SILENCE_TABLE[reason].sentence, problem);
}

/**
 * The one place that says who may fetch what, by TFTP and HTTP alike: the machines of the inventory, wherever their
 * address lies and whether it is the record's or a lease's, every host of a network whose mode serves machines that the inventory does not know, and this host
 * itself. Any other address is refused, so a fresh install, whose inventory is empty, serves nobody. A network in mode
 * `off` or `shadow` is refused whole, its machines too, and a paused machine is refused with the words that every
 * protocol uses.
 */
@Injectable()
export class BootFileGate {
  private readonly lastLoaders = new LastLoaders();

  constructor(
    private readonly directory: MachineDirectory,
    private readonly owners: AddressOwners,
    private readonly tree: BootFileTree,
    private readonly handedOut: HandedOut,
  ) {}

  async admit(request: BootFileRequest): Promise<BootFileVerdict> {
    const { verdict, once } = await this.decide(this.clientOf(request), request.path);
    if (verdict.kind === 'serve') {
      const { client, file } = verdict;
      if (once && client.machine !== undefined) this.handedOut.offer(client.machine.id, file.name);
      this.lastLoaders.served(client.address, file.name);
    }
    return verdict;
  }

  /** What such a request would be told; nothing is handed out or remembered. */
  async explain(request: BootFileRequest): Promise<BootFileVerdict> {
    const { verdict } = await this.decide({ ...this.clientOf(request), preview: true }, request.path);
    return verdict;
  }

  private async decide(
    client: AskingClient,
    path: string,
  ): Promise<{ readonly verdict: BootFileVerdict; readonly once: boolean }> {
    const refuse = (refused: Refusal) => ({ verdict: { kind: 'refuse', ...refused, client } as const, once: false });
    const shut = whyShut(client);
    if (shut !== undefined) return refuse(shut);
    const wanted = wantedNames(path, this.lastLoaders.folderOf(client.address));
    if (!wanted.ok) return refuse(refusal('outside-root', 2, wanted.error, wanted.error));

    const name = wanted.value[0]?.name ?? '';
    const found = await this.find(name, wanted.value, client);
    if (found.kind === 'none') return refuse(whyNone(found, name));
    if (found.once) {
      const kept = this.whyKept(found.file, client);
      if (kept !== undefined) return refuse(kept);
    }
    const { file, corrections, once } = found;
    const correction = corrections.length === 0 ? undefined : `${file.name} (${corrections.join(', ')})`;
    return { verdict: { kind: 'serve', file, correction, client }, once };
  }

  private clientOf({ clientAddress, serverAddress }: BootFileRequest): AskingClient {
    const known = this.owners.ownerOf(clientAddress, Date.now());
    return {
      address: clientAddress,
      machine: known?.machine,
      nic: known?.nic,
      network: this.directory.networkOf(clientAddress),
      serverAddress,
      preview: false,
    };
  }

  /** A file that is handed out once is for a machine that boots from the network and has not had it. */
  private whyKept(file: BootFile, { machine, network, address }: AskingClient): Refusal | undefined {
    if (machine === undefined) return refusal('unknown-machine', 2, unknownWords(address));
    if (bootsFromDisk(machine, network)) return refusalByRow('boots-from-disk', file.name);
    const since = machine.install.armedAt ?? 0;
    if (this.handedOut.has(machine.id, file.name, since)) return refusalByRow('already-fetched', file.name);
    return undefined;
  }

  /**
   * A file of the tree; or, for a machine that asks by its own address in hexadecimal, the one that its record names
   * (`boot.files.rarp-sun4m` for `C0A80015.SUN4M`, else `rarp`, else `default`), so that no tree of links is needed. A
   * real file of that name comes first.
   */
  private async find(
    name: string,
    wanted: Parameters<BootFileTree['find']>[0],
    client: AskingClient,
  ): Promise<TreeLookup> {
    const found = await this.tree.find(wanted, client);
    const { machine, network, address } = client;
    if (found.kind === 'found' || found.reason !== 'no-such-file' || machine === undefined) return found;
    const named = readHexAddressName(name);
    if (named === undefined) return found;
    if (named.address !== address && !machine.nics.some(({ ip }) => ip === named.address)) return found;
    const file = rarpBootFile(machine, network, named.kinds);
    const planned = file === undefined ? undefined : wantedNames(file, undefined);
    return planned?.ok === true ? this.tree.find(planned.value, client) : found;
  }
}

function unknownWords(address: Ipv4Address): string {
  return `${formatIpv4Address(address)} is not in the inventory`;
}

/** Why this client gets nothing, whatever it asks for. */
function whyShut(client: AskingClient): Refusal | undefined {
  const { address, machine, network } = client;
  if (network?.mode === 'off') return refusalByRow('network-off');
  if (network?.mode === 'shadow') return refusalByRow('shadow');
  if (machine?.install.state === 'loop-broken') return refusalByRow('boot-loop');
  if (machine !== undefined) return mayBoot(machine) ? undefined : refusalByRow('paused');
  if (isThisHost(client)) return undefined;
  if (network === undefined) return refusal('not-admitted', 2, unknownWords(address));
  return network.mode === 'known' ? refusal('unknown-machine', 2, unknownWords(address)) : undefined;
}

function whyNone(found: Extract<TreeLookup, { kind: 'none' }>, name: string): Refusal {
  const { reason, problem } = found;
  switch (reason) {
    case 'no-such-file': {
      const optional = whyOptional(name);
      return refusal(optional === undefined ? reason : 'optional-file', 1, 'File not found', optional ?? problem);
    }
    case 'outside-root':
      return refusal(reason, 2, 'this file lies outside of the boot file root', problem);
    case 'not-a-file':
      return refusal(reason, 2, 'this is not a regular file', problem);
    case 'unreadable-file':
      return refusal(reason, 2, 'this file cannot be read', problem);
    case 'template-error':
      return refusal(
        reason,
        0,
        'the template of this file has an error; the timeline of this machine says which',
        problem,
      );
  }
}
