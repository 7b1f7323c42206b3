import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import { decodeSubOptions } from '../../src/wire/dhcp/sub-options.codec.js';
import { printIpxeOptions } from '../../src/wire/dhcp/ipxe-options.codec.js';
import { printPxeOptions } from '../../src/wire/pxe/print-pxe-options.js';
import { encodePxeOptions, readPxeBootItem } from '../../src/wire/pxe/pxe-options.codec.js';

const octets = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const type = fc.integer({ min: 0, max: 0xffff });
const text = fc.string({ maxLength: 70 });

describe('option 43 of PXE clients, whatever its octets', () => {
  it('is read without a throw', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const item = readPxeBootItem(bytes);
        expect(item === undefined || (item.type <= 0xffff && item.layer <= 0xffff)).toBe(true);
        expect(printPxeOptions(bytes)).toMatch(/^[^\n\r]+$/);
        expect(printIpxeOptions(bytes)).toMatch(/^[^\n\r]+$/);
      }),
    );
  });

  it('is written so that every tag can be read again, and the boot item is the one that was written', () => {
    const address = fc.integer({ min: 0, max: 0xffff_ffff }).map((number) => number as Ipv4Address);
    const options = fc.record({
      discoveryControl: fc.integer({ min: 0, max: 255 }),
      bootServers: fc.array(fc.record({ type, addresses: fc.array(address, { maxLength: 16 }) }), { maxLength: 20 }),
      menu: fc.array(fc.record({ type, label: text }), { maxLength: 20 }),
      prompt: fc.record({ timeoutSeconds: fc.integer({ min: 0, max: 255 }), text }),
      bootItem: fc.record({ type, layer: type }),
    });
    fc.assert(
      fc.property(options, (given) => {
        const bytes = encodePxeOptions(given);
        expect(decodeSubOptions(bytes, 'vendor').rest).toHaveLength(0);
        expect(readPxeBootItem(bytes)).toEqual(given.bootItem);
      }),
    );
  });
});
