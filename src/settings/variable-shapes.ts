import { z } from 'zod';

/** `on` or `off` as a boolean. */
export const onOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: 'on or off' })
    .default(fallback)
    .transform((value) => value === 'on');

/** A whole number, both bounds allowed. */
export function wholeNumber(least: number, most: number) {
  const allowed = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, allowed)
    .transform(Number)
    .refine((value) => value >= least && value <= most, allowed);
}
