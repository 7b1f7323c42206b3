import type { BootPolicy } from '../boot-question.js';
import { whyNoInstall } from '../install-answer.js';

/** An installation that is over, or that must not begin again on its own, leaves the machine to its disk. */
export const installPolicy: BootPolicy = ({ machine, network }) => {
  const reason = whyNoInstall(machine, network);
  return reason && { kind: 'none', reason };
};
