import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramePrinter } from '../../src/wire/print/frame-printer.js';
import { printPackets, renderPackets } from '../../src/wire/print/print-packets.js';
import { readLinkFrame } from '../../src/wire/ethernet/link-frame.js';

const octets = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
const headed = fc
  .tuple(fc.constantFrom('0800', '0806', '8035', '8100'), octets)
  .map(([type, rest]) => Buffer.concat([Buffer.alloc(12, 2), Buffer.from(type, 'hex'), rest]));

describe('printing what anybody may have sent', () => {
  it('never throws on frames', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(octets, headed), { maxLength: 5 }), (frames) => {
        const printer = new FramePrinter();
        for (const frame of frames) expect(typeof printer.print(frame).words).toBe('string');
      }),
    );
  });

  it('never throws on hexadecimal, and prints no control character', () => {
    fc.assert(
      fc.property(fc.oneof(octets, headed), (bytes) => {
        const printed = printPackets(Buffer.from(bytes.toString('hex')));
        const text = printed.ok ? renderPackets(printed.value) : printed.error;
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('takes any frame of any link type, or says why not', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 101, 108, 113, 228, 276, 127), octets, (linkType, bytes) => {
        const link = readLinkFrame(linkType, bytes);
        expect(link.ok ? link.value.frame.length >= 14 : link.error.length > 0).toBe(true);
      }),
    );
  });
});
