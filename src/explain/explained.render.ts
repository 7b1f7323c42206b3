import type { BootPlan } from '../boot/boot-plan.js';
import { explainBootPlan } from '../boot/boot-policy.js';
import type { BootQuestion } from '../boot/boot-question.js';
import { sentenceOf } from '../journal/sentence.render.js';
import { silenceRowOf } from '../journal/silence.table.js';
import { formatIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';

export interface PolicyLine {
  readonly policy: string;
  readonly said: string;
}

/** Each policy in its order and what it said. */
export function renderPolicies(question: BootQuestion | undefined): PolicyLine[] {
  if (question === undefined) return [];
  return explainBootPlan(question).steps.map(({ policy, said }) => ({
    policy,
    said: said === 'passed' ? 'has nothing to say' : said === 'not-asked' ? 'is not asked any more' : sayPlan(said),
  }));
}

function sayPlan(plan: BootPlan): string {
  return plan.kind === 'file' ? `boot ${plan.file} (${plan.source})` : `boot nothing: ${plan.reason}`;
}

/** Why there is no answer, with the facts that belong to it, and what to do. */
export function renderSilence(
  reason: string,
  detail: Readonly<Record<string, string | number>> | undefined,
): { readonly sentence: string; readonly cure: string | null } {
  const facts = Object.entries(detail ?? {})
    .filter(([name]) => name !== 'bytes')
    .map(([name, value]) => `${name} ${value}`);
  const more = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return { sentence: `no answer, ${sentenceOf(reason)}${more}`, cure: silenceRowOf(reason)?.cure ?? null };
}

type Destination =
  | { readonly to: 'relay' | 'client'; readonly address: Ipv4Address }
  | { readonly to: 'hardware'; readonly mac: MacAddress; readonly address: Ipv4Address }
  | { readonly to: 'broadcast' | 'asker' };

/** Where an answer goes. */
export function renderDestination(destination: Destination): string {
  switch (destination.to) {
    case 'relay':
    case 'client':
      return `${destination.to} ${formatIpv4Address(destination.address)}`;
    case 'hardware':
      return `${formatMacAddress(destination.mac)} as ${formatIpv4Address(destination.address)}`;
    default:
      return destination.to;
  }
}
