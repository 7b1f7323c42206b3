import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { DHCP_OPTIONS } from '../../src/wire/dhcp/dhcp-option.table.js';
import { DISCOVER, decide, outcome } from '../fakes/dhcp-lab.js';

/**
 * What decides about an answer: 52 says where options stand, 53 what is asked, 54 of whom, 118 and 82 on which network;
 * 80 makes an ACK of the OFFER.
 */
const DECIDING = [52, 53, 54, 80, 82, 118];

const code = fc.integer({ min: 1, max: 254 }).filter((each) => !DECIDING.includes(each));
const octets = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

describe('a known machine whose options are nonsense (field note A9: metal3-io/baremetal-operator#446: a DISCOVER with a malformed option 77 got no answer)', () => {
  it('gets its OFFER whatever any other option holds', () => {
    const options = fc.array(fc.tuple(code, octets) satisfies fc.Arbitrary<OptionToSend>, { maxLength: 4 });
    fc.assert(
      fc.property(options, (given) => {
        expect(outcome({ type: DISCOVER, options: given })).toContain('DHCPOFFER 10.79.0.21');
      }),
      { numRuns: 1000 },
    );
  });

  it.each(DHCP_OPTIONS.filter((option) => !DECIDING.includes(option.code)).map((option) => [option.code, option.name]))(
    'gets its OFFER with option %i (%s) empty, of one octet, and far too long',
    (each) => {
      for (const value of [Buffer.alloc(0), Buffer.of(0xff), Buffer.alloc(400, 0xfe)]) {
        expect(decide({ type: DISCOVER, options: [[each, value]] })).toMatchObject({ kind: 'reply' });
      }
    },
  );
});
