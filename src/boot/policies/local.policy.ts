import type { BootPolicy } from '../boot-question.js';

/** Without a boot file, PXE firmware says so and goes on to the next device of its boot order. */
export const localPolicy: BootPolicy = ({ machine }) =>
  machine.bootMode === 'local' ? { kind: 'none', reason: 'local' } : undefined;
