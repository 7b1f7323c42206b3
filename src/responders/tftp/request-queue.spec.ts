import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { RequestQueue } from './request-queue.js';

const [A, B, C] = [1, 2, 3] as Ipv4Address[] as [Ipv4Address, Ipv4Address, Ipv4Address];

describe('the queue of requests', () => {
  it('leaves room to others when one address has its share', () => {
    const queue = new RequestQueue({ all: 3, perClient: 2 });
    expect([queue.enter(A), queue.enter(A), queue.enter(A), queue.enter(B)]).toEqual([true, true, false, true]);
  });
  it('is full for all', () => {
    const queue = new RequestQueue({ all: 3, perClient: 2 });
    expect([A, A, B, C].map((address) => queue.enter(address))).toEqual([true, true, true, false]);
  });
  it('has room again, for everybody and for the address, when a request has left', () => {
    const queue = new RequestQueue({ all: 2, perClient: 1 });
    expect([queue.enter(A), queue.enter(B), queue.enter(A)]).toEqual([true, true, false]);
    queue.leave(A);
    expect([queue.enter(B), queue.enter(A)]).toEqual([false, true]);
  });
});
