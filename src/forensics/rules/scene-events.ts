import { detailText, type BootEvent } from '../boot-event.js';
import type { Certainty } from '../diagnosis.js';
import type { Finding, Rule, Scene } from '../rule.js';

export function idsOf(events: readonly BootEvent[]): number[] {
  return events.map(({ id }) => id);
}

/** How often these came, repeats counted. */
export function countOf(events: readonly BootEvent[]): number {
  return events.reduce((sum, { repeats }) => sum + repeats, 0);
}

export function withReason({ attempt }: Scene, ...reasons: readonly string[]): BootEvent[] {
  return attempt.events.filter(({ reason }) => reason !== undefined && reasons.includes(reason));
}

/** Those behind which nothing of the same protocol was answered: what was refused stayed refused. */
export function unhealed({ attempt }: Scene, events: readonly BootEvent[]): BootEvent[] {
  return events.filter(
    (event) =>
      !attempt.events.some(
        (later) =>
          later.protocol === event.protocol &&
          later.lastAt > event.lastAt &&
          later.outcome === 'answered' &&
          later.reason === undefined,
      ),
  );
}

export function discovers({ attempt }: Scene): BootEvent[] {
  return attempt.events.filter(({ what }) => what.startsWith('DHCPDISCOVER'));
}

export function requests({ attempt }: Scene): BootEvent[] {
  return attempt.events.filter(({ what, protocol }) => protocol === 'dhcp' && what.startsWith('DHCPREQUEST'));
}

/** Everything that was asked of the boot files, by TFTP or HTTP. */
export function fetches({ attempt }: Scene): BootEvent[] {
  return attempt.events.filter(({ protocol }) => protocol === 'tftp' || protocol === 'http');
}

export const fileOf = (event: BootEvent): string => detailText(event, 'file');

/** A fault that the responders themselves have named with a reason, told in the words of a boot. */
export interface ReasonRow {
  readonly name: string;
  readonly reasons: readonly string[];
  readonly sure: Certainty;
  readonly sentence: (scene: Scene, event: BootEvent) => string;
  readonly finds: string;
  readonly cure: string;
  /** Where the event knows better than the rule; undefined: the rule's own. */
  readonly cureOf?: (event: BootEvent) => string | undefined;
  readonly source: string;
  readonly kind?: Rule['kind'];
}

export function reasonRule({ kind = 'fault', ...row }: ReasonRow): Rule {
  const { name, reasons, sure, sentence, finds, cure, cureOf, source } = row;
  return {
    name,
    kind,
    finds,
    cure,
    source,
    find(scene): Finding | undefined {
      const events = withReason(scene, ...reasons);
      const open = kind === 'trouble' ? events : unhealed(scene, events);
      const last = open.at(-1);
      if (last === undefined) return undefined;
      return { sure, sentence: sentence(scene, last), cure: cureOf?.(last), evidence: idsOf(open) };
    },
  };
}
