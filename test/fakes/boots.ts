import type { BootEvent } from '../../src/forensics/boot-event.js';
import { mac } from './known-lab.js';

/** When in seconds, by which protocol, what; and whatever else a test is about. */
export type Told = readonly [seconds: number, protocol: string, what: string, over?: Partial<BootEvent>];

/** Midnight of some day. */
export const MIDNIGHT = Date.UTC(2026, 10, 20);

/** A boot told in a few words; events are answered unless they say otherwise. */
export function bootOf(told: readonly Told[]): BootEvent[] {
  return told.map(([seconds, protocol, what, over], index) => {
    const at = MIDNIGHT + seconds * 1000;
    return {
      id: index + 1,
      at,
      lastAt: at,
      repeats: 1,
      protocol,
      what,
      outcome: 'answered',
      reason: undefined,
      mac: mac('08:00:20:8e:48:de'),
      ip: undefined,
      interface: 'eth0',
      detail: {},
      ...over,
    };
  });
}
