import type { BootPlan } from './boot-plan.js';
import type { BootRequest } from './boot-request.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';
import { askedFilePolicy } from './policies/asked-file.policy.js';
import { builtInPolicy } from './policies/built-in.policy.js';
import { localPolicy } from './policies/local.policy.js';
import { machineFilesPolicy } from './policies/machine-files.policy.js';
import { networkFilesPolicy } from './policies/network-files.policy.js';
import { pausedPolicy } from './policies/paused.policy.js';

/** What a policy may look at. */
export interface BootQuestion {
  readonly request: BootRequest;
  readonly machine: KnownMachine;
  /** The network that the machine boots on; undefined when none of the inventory's networks is on this wire. */
  readonly network: KnownNetwork | undefined;
  /** Is there such a file below the boot file root? Asked only for built-in names. */
  readonly fileExists: (path: string) => boolean;
}

/** Answers, or passes the question on with undefined. */
export type BootPolicy = (question: BootQuestion) => BootPlan | undefined;

/** In this order; the first answer counts. */
const POLICIES: readonly BootPolicy[] = [
  pausedPolicy, // the gate: nothing below can open it
  localPolicy, // the operator says "from its disk", whatever files are set
  machineFilesPolicy, // what the record says …
  networkFilesPolicy, // … wins over what its network says …
  askedFilePolicy, // … and both over what an old BOOTP client asks for by name
  builtInPolicy, // a well-known loader that lies in the boot file root
];

/** The one boot policy: every protocol asks this function. */
export function chooseBootPlan(question: BootQuestion): BootPlan {
  for (const policy of POLICIES) {
    const plan = policy(question);
    if (plan !== undefined) return plan;
  }
  return { kind: 'none', reason: 'no-boot-file' };
}
