import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ip, labNetwork } from '../../test/fakes/known-lab.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { allocateAddress, isFreeFor } from './allocate-address.js';
import { LeaseBook, type NumberedChange } from './lease-book.js';
import { isHeld, NO_FACTS, type LeaseClient } from './lease.js';

const RESERVED = ip('10.79.0.202');
const network = labNetwork({ mode: 'pool', pools: [{ from: ip('10.79.0.200'), to: ip('10.79.0.204') }] });

const clientOf = (number: number): LeaseClient => ({
  key: number,
  mac: number as MacAddress,
  clientId: undefined,
  machineId: undefined,
});

const step = fc.record({
  what: fc.constantFrom('discover', 'request', 'written', 'failed', 'release', 'decline', 'wait' as const),
  client: fc.integer({ min: 1, max: 8 }),
  seconds: fc.integer({ min: 0, max: 90 }),
});

describe('the leases in memory', () => {
  it('never give one address to two clients, nor one that is kept, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const book = new LeaseBook();
        const running: NumberedChange[] = [];
        /** What clients were told: address → who, until when. */
        const confirmed = new Map<Ipv4Address, { readonly client: number; readonly until: number }>();
        let now = 1_000_000;
        for (const { what, client: number, seconds } of steps) {
          const client = clientOf(number);
          const leases = book.of(network);
          const rules = { now, isKept: (address: Ipv4Address) => address === RESERVED };
          const own = leases.of(client);
          switch (what) {
            case 'discover': {
              const address = allocateAddress(leases, client, undefined, rules);
              if (address === undefined) break;
              expect(address).not.toBe(RESERVED);
              const holder = confirmed.get(address);
              if (holder !== undefined && holder.until > now) expect(holder.client).toBe(number);
              if (own?.state === 'leased' && own.until > now) break;
              book.make(book.begin({ kind: 'offer', network, address, at: now, client, probe: false }));
              break;
            }
            case 'request':
              if (own === undefined || !isFreeFor(leases, own.address, client, rules)) break;
              running.push(
                book.begin({
                  kind: 'lease',
                  network,
                  address: own.address,
                  at: now,
                  client,
                  facts: NO_FACTS,
                  expires: now + 120_000,
                }),
              );
              break;
            case 'written':
            case 'failed': {
              const first = running.shift();
              if (first === undefined) break;
              book.settle(first, what === 'written');
              const { change } = first;
              if (what === 'failed' || change.kind !== 'lease') break;
              const before = confirmed.get(change.address);
              if (before !== undefined && before.until > now) expect(before.client).toBe(change.client.key);
              confirmed.set(change.address, { client: Number(change.client.key), until: change.expires });
              break;
            }
            case 'release':
            case 'decline': {
              if (own === undefined || !isHeld(own, now)) break;
              // What is still on its way to the disk was asked for before; its client hears of it, and has let it go.
              if (own.pending > 0) break;
              confirmed.delete(own.address);
              const { address, facts } = own;
              book.make(
                book.begin(
                  what === 'release'
                    ? { kind: 'release', network, address, at: now, client, facts, reason: undefined }
                    : { kind: 'quarantine', network, address, at: now, until: now + 86_400_000, reason: 'declined' },
                ),
              );
              break;
            }
            case 'wait':
              now += seconds * 1000;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('give a client that comes back its last address while nobody else needed it', () => {
    const book = new LeaseBook();
    const rules = (now: number) => ({ now, isKept: () => false });
    const take = (number: number, now: number): Ipv4Address | undefined => {
      const address = allocateAddress(book.of(network), clientOf(number), undefined, rules(now));
      if (address === undefined) return undefined;
      const change = { kind: 'lease', network, address, at: now, client: clientOf(number), facts: NO_FACTS } as const;
      book.settle(book.begin({ ...change, expires: now + 60_000 }), true);
      return address;
    };
    expect([take(1, 0), take(2, 1_000)]).toEqual([ip('10.79.0.200'), ip('10.79.0.201')]);
    expect(take(2, 500_000)).toBe(ip('10.79.0.201'));
    // Three that nobody ever had, then the one that is free for longest.
    expect([3, 4, 5, 6].map((number) => take(number, 510_000))).toEqual(
      ['10.79.0.202', '10.79.0.203', '10.79.0.204', '10.79.0.200'].map(ip),
    );
    expect(take(1, 511_000)).toBeUndefined();
  });
});
