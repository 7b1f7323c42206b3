import { describe, expect, it } from 'vitest';
import { RememberedClients } from './remembered-clients.js';

describe('clients whose packets mean nothing', () => {
  it('are remembered for five seconds', () => {
    const clients = new RememberedClients();
    clients.remember(7, 'finished', 1000);
    expect([clients.who(7, 5999), clients.who(7, 6000), clients.who(7, 5999)]).toEqual([
      'finished',
      undefined,
      undefined,
    ]);
  });
  it('are remembered as what they were last', () => {
    const clients = new RememberedClients();
    clients.remember(7, 'finished', 1000);
    clients.remember(7, 'stranger', 2000);
    expect([clients.who(7, 6500), clients.who(8, 6500)]).toEqual(['stranger', undefined]);
  });
  it('are forgotten when they begin a transfer', () => {
    const clients = new RememberedClients();
    clients.remember(7, 'finished', 1000);
    clients.forget(7);
    expect(clients.who(7, 1000)).toBeUndefined();
  });
  it('are a bounded number, the oldest goes first', () => {
    const clients = new RememberedClients();
    for (let key = 0; key < 5000; key++) clients.remember(key, 'stranger', key);
    expect([clients.who(903, 4999), clients.who(904, 4999), clients.who(4999, 4999)]).toEqual([
      undefined,
      'stranger',
      'stranger',
    ]);
  });
});
