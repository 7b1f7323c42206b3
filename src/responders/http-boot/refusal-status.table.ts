import type { SilenceReason } from '../../journal/silence.table.js';

/** The status of each refusal; what is not here is 403. */
export const STATUS_OF_REFUSAL: Readonly<Partial<Record<SilenceReason, number>>> = {
  'no-such-file': 404,
  'optional-file': 404,
  'template-error': 500,
  'unreadable-file': 500,
  'file-changed': 503,
  'our-bug': 500,
};
