import type { Instant } from '../values/instant.js';
import type { MacAddress } from '../values/mac-address.js';

/** One thing that happened to a machine, as the rules read it: a row of the journal, or an event on its way there. */
export interface BootEvent {
  /** Of the journal's row; of a live event its place in the attempt. */
  readonly id: number;
  readonly at: Instant;
  /** When it last came in the same words, and how often in all. */
  readonly lastAt: Instant;
  readonly repeats: number;
  readonly protocol: string;
  readonly what: string;
  readonly outcome: 'answered' | 'silent' | 'noted';
  readonly reason: string | undefined;
  readonly mac: MacAddress | undefined;
  readonly ip: string | undefined;
  readonly interface: string | undefined;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** A text of an event's detail; empty when there is none. */
export function detailText({ detail }: BootEvent, name: string): string {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
}

export function detailNumber({ detail }: BootEvent, name: string): number | undefined {
  const value = detail[name];
  return typeof value === 'number' ? value : undefined;
}
