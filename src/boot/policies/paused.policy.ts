import { mayBoot } from '../may-boot.js';
import type { BootPolicy } from '../boot-question.js';

/** A paused machine boots nothing. Its operating system's own DHCP goes on: pausing must not cut a running host off. */
export const pausedPolicy: BootPolicy = ({ machine }) =>
  mayBoot(machine) ? undefined : { kind: 'none', reason: 'paused' };
