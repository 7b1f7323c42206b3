import type { BootPlan } from './boot-plan.js';
import type { BootPolicy, BootQuestion } from './boot-question.js';
import { askedFilePolicy } from './policies/asked-file.policy.js';
import { builtInPolicy } from './policies/built-in.policy.js';
import { installPolicy } from './policies/install.policy.js';
import { localPolicy } from './policies/local.policy.js';
import { machineFilesPolicy } from './policies/machine-files.policy.js';
import { networkFilesPolicy } from './policies/network-files.policy.js';
import { pausedPolicy } from './policies/paused.policy.js';
import { profilePolicy } from './policies/profile.policy.js';

interface NamedPolicy {
  readonly name: string;
  readonly answer: BootPolicy;
}

/** In this order; the first answer counts. */
const POLICIES: readonly NamedPolicy[] = [
  { name: 'paused', answer: pausedPolicy }, // the gate: nothing below can open it
  { name: 'local', answer: localPolicy }, // the operator says "from its disk", whatever files are set
  { name: 'install', answer: installPolicy }, // an installation that is over, or went wrong
  { name: 'machine files', answer: machineFilesPolicy }, // what the record says …
  { name: 'profile', answer: profilePolicy }, // … wins over what its profile says …
  { name: 'network files', answer: networkFilesPolicy }, // … that over what its network says …
  { name: 'asked file', answer: askedFilePolicy }, // … and all of them over what an old BOOTP client asks for by name
  { name: 'built-in', answer: builtInPolicy }, // a well-known loader that lies in the boot file root
];

/** When all pass the question on. */
const NOTHING: BootPlan = { kind: 'none', reason: 'no-boot-file' };

/** The one boot policy: whoever names a boot file to a machine asks this function. */
export function chooseBootPlan(question: BootQuestion): BootPlan {
  for (const { answer } of POLICIES) {
    const plan = answer(question);
    if (plan !== undefined) return plan;
  }
  return NOTHING;
}

/** What one policy made of a question. */
export interface PolicyStep {
  readonly policy: string;
  /** `passed`: it had nothing to say; `not-asked`: one before it had answered. */
  readonly said: BootPlan | 'passed' | 'not-asked';
}

/** The same policies in the same order, each with what it said; the plan is that of chooseBootPlan. */
export function explainBootPlan(question: BootQuestion): {
  readonly plan: BootPlan;
  readonly steps: readonly PolicyStep[];
} {
  let plan: BootPlan | undefined;
  const steps = POLICIES.map(({ name, answer }): PolicyStep => {
    if (plan !== undefined) return { policy: name, said: 'not-asked' };
    plan = answer(question);
    return { policy: name, said: plan ?? 'passed' };
  });
  return { plan: plan ?? NOTHING, steps };
}
