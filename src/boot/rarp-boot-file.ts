import { CLIENT_KINDS, type ClientKind } from '../values/client-arch.js';
import { chooseBootPlan } from './boot-policy.js';
import type { BootQuestion } from './boot-question.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';

/** Every key of `boot.files` for machines that boot by RARP: a RARP request does not tell the architecture. */
export const RARP_KINDS: readonly ClientKind[] = CLIENT_KINDS.filter((kind) => kind.startsWith('rarp'));

const noFileExists = (): boolean => false;

/**
 * The file that the record names for a machine which asks by its address in hexadecimal. It knows its address and
 * perhaps its architecture: `kinds`, the keys of `boot.files` that fit, best first.
 */
export function rarpBootFile(
  machine: KnownMachine,
  network: KnownNetwork | undefined,
  kinds: readonly ClientKind[],
): string | undefined {
  const plan = chooseBootPlan(rarpBootQuestion(machine, network, kinds));
  return plan.kind === 'file' ? plan.file : undefined;
}

/** What the boot policy is asked then. */
export function rarpBootQuestion(
  machine: KnownMachine,
  network: KnownNetwork | undefined,
  kinds: readonly ClientKind[],
): BootQuestion {
  const request = {
    protocol: 'rarp',
    boots: true,
    architecture: undefined,
    kinds,
    method: 'tftp',
    ipxe: false,
    askedFile: '',
  } as const;
  return { request, machine, network, fileExists: noFileExists };
}
