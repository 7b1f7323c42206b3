import { InvalidArgumentError } from 'commander';

/** A whole number from 1 on, of an option. */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count >= 1) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}
