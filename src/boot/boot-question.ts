import type { BootPlan } from './boot-plan.js';
import type { BootRequest } from './boot-request.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';

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
