import { describe, expect, it } from 'vitest';
import { decodeRoutes, encodeRoutes, printRoutes } from './classless-routes.codec.js';

function encoded(value: unknown): string {
  const result = encodeRoutes(value);
  if (!result.ok) throw new Error(result.error);
  return result.value.toString('hex');
}

describe('classless static routes (RFC 3442)', () => {
  // The descriptors of RFC 3442's own table, each with the router 10.79.0.1.
  it.each([
    ['0.0.0.0/0', '00'],
    ['10.0.0.0/8', '080a'],
    ['10.0.0.0/24', '180a0000'],
    ['10.17.0.0/16', '100a11'],
    ['10.27.129.0/24', '180a1b81'],
    ['10.229.0.128/25', '190ae50080'],
    ['10.198.122.47/32', '200ac67a2f'],
  ])('writes %s as %s and reads it back', (destination, descriptor) => {
    const hex = `${descriptor}0a4f0001`;
    expect(encoded(`${destination} 10.79.0.1`)).toBe(hex);
    expect(encoded([{ destination, router: '10.79.0.1' }])).toBe(hex);
    expect(encoded(`${destination} via 10.79.0.1`)).toBe(hex);
    expect(printRoutes(Buffer.from(hex, 'hex'))).toBe(`${destination} via 10.79.0.1`);
  });

  it('keeps the order of several routes', () => {
    const hex = encoded('0.0.0.0/0 10.79.0.2, 10.8.0.0/16 10.79.0.1');
    expect(hex).toBe('000a4f0002' + '100a080a4f0001');
    expect(decodeRoutes(Buffer.from(hex, 'hex'))?.map((route) => route.destination.prefixLength)).toEqual([0, 16]);
  });

  it('clears host bits that a server left in the last octet', () => {
    expect(printRoutes(Buffer.from('0c0aff0a4f0001', 'hex'))).toBe('10.240.0.0/12 via 10.79.0.1');
  });

  it.each([
    ['a prefix over 32', '210a000000000a4f0001'],
    ['a router that is cut', '080a0a4f00'],
    ['a destination that is cut', '200a'],
    ['octets behind the last route', '000a4f000208'],
  ])('reads nothing from %s', (_, hex) => {
    expect(decodeRoutes(Buffer.from(hex, 'hex'))).toBeUndefined();
    expect(printRoutes(Buffer.from(hex, 'hex'))).toBe(`0x${hex}`);
  });
});
