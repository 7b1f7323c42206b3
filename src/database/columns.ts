import type { ColumnOptions } from 'typeorm';

/** PostgreSQL's driver gives bigint as text; both databases' values become numbers here (all are below 2⁵³). */
export const AS_NUMBER = {
  to: (value: number | null): number | null => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};

/** A whole number that may pass 2³¹: seconds of a lease, milliseconds since 1970. */
export const BIG_NUMBER_COLUMN = (name: string, nullable = false): ColumnOptions => ({
  name,
  type: 'bigint',
  nullable,
  transformer: AS_NUMBER,
});

/** A moment: milliseconds since 1970. */
export const INSTANT_COLUMN = (name: string): ColumnOptions => BIG_NUMBER_COLUMN(name);
