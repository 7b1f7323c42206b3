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

/** In this order; the first answer counts. */
const POLICIES: readonly BootPolicy[] = [
  pausedPolicy, // the gate: nothing below can open it
  localPolicy, // the operator says "from its disk", whatever files are set
  installPolicy, // an installation that is over, or went wrong
  machineFilesPolicy, // what the record says …
  profilePolicy, // … wins over what its profile says …
  networkFilesPolicy, // … that over what its network says …
  askedFilePolicy, // … and all of them over what an old BOOTP client asks for by name
  builtInPolicy, // a well-known loader that lies in the boot file root
];

/** The one boot policy: whoever names a boot file to a machine asks this function. */
export function chooseBootPlan(question: BootQuestion): BootPlan {
  for (const policy of POLICIES) {
    const plan = policy(question);
    if (plan !== undefined) return plan;
  }
  return { kind: 'none', reason: 'no-boot-file' };
}
