import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import type { Instant } from '../values/instant.js';
import type { BootAttempt } from './boot-attempt.js';
import type { Certainty } from './diagnosis.js';
import type { NearMachine } from './near-mac.js';

/** What is known beside the events of an attempt. */
export interface BootFacts {
  readonly now: Instant;
  readonly machine: KnownMachine | undefined;
  /** The network it boots on. */
  readonly network: KnownNetwork | undefined;
  /** For an unknown hardware address. Two thousand look-ups: asked by rules that need it, which healthy boots never come to. */
  readonly findNearest: () => NearMachine | undefined;
  /** The appliance runs on the private network of a container engine. */
  readonly contained: boolean;
  /** A replay of what others captured: the machine never had the answers that we would have given. */
  readonly hypothetical?: boolean;
  /** DHCP servers that are not ours and were heard on the machine's wire, not long before this boot or in it. */
  readonly otherServers: readonly HeardServer[];
}

/** A DHCP server that is not ours. */
export interface HeardServer {
  readonly server: string;
  readonly mac: string;
  /** Its offers say `PXEClient` (option 60) without option 43: EDK2 then asks that server on port 4011 (BINL). */
  readonly isBinl: boolean;
}

/** What a rule looks at. */
export interface Scene extends BootFacts {
  readonly attempt: BootAttempt;
  /** The machine's name, or its hardware address, for a sentence. */
  readonly who: string;
}

export interface Finding {
  readonly sure: Certainty;
  readonly sentence: string;
  /** Undefined: the rule's own. */
  readonly cure?: string | undefined;
  /** The events that prove it. */
  readonly evidence: readonly number[];
}

/**
 * One row of what we know about boots that fail. `fault`: the boot fails because of it; `trouble`: it is worth a
 * warning even when the boot succeeds; `normal`: users take it for a fault, and it is none.
 */
export interface Rule {
  readonly name: string;
  readonly kind: 'fault' | 'trouble' | 'normal';
  /** What it finds and by what, for the documentation. */
  readonly finds: string;
  readonly cure: string;
  /** An issue, an RFC, firmware: who found it. */
  readonly source: string;
  /** It goes by what the machine did about our answers, and says nothing where it had none. */
  readonly byReaction?: true;
  readonly find: (scene: Scene) => Finding | undefined;
}

/** A finding with the rule that made it. */
export interface NamedFinding extends Finding {
  readonly rule: string;
  readonly kind: Rule['kind'];
  readonly cure: string;
}
