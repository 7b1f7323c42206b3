import type { Rule } from './rule.js';
import { LOADER_RULES } from './rules/loader.rule.js';
import { NORMAL_RULES } from './rules/normal.rule.js';
import { OFFER_RULES } from './rules/offer.rule.js';
import { RECORD_RULES } from './rules/record.rule.js';
import { REFUSED_RULES } from './rules/refused.rule.js';
import { TRANSFER_RULES } from './rules/transfer.rule.js';
import { WIRE_RULES } from './rules/wire.rule.js';

/** Every rule; of those that are as sure the first one speaks, so the special ones stand before the general ones. */
export const RULES: readonly Rule[] = [
  ...RECORD_RULES,
  ...LOADER_RULES,
  ...OFFER_RULES,
  ...TRANSFER_RULES,
  ...WIRE_RULES,
  ...REFUSED_RULES,
  ...NORMAL_RULES,
];
