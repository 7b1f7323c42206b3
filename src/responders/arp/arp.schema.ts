import { z } from 'zod';
import { strictObject } from '../../api/strict-object.js';
import { formatIpv4Address, parseIpv4Address } from '../../values/ipv4-address.js';
import type { Announced } from './address-announcer.js';

const addressField = z.string().transform((text, context) => {
  const address = parseIpv4Address(text);
  if (address.ok) return address.value;
  context.issues.push({ code: 'custom', message: address.error, input: text });
  return z.NEVER;
});

export const announceInput = strictObject({
  address: addressField
    .optional()
    .meta({ description: 'One of our own addresses; all of them when left out', examples: ['10.79.0.1'] }),
  interface: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Only on this interface', examples: ['eth0'] }),
}).meta({ id: 'ArpAnnounceInput' });
export type AnnounceInput = z.output<typeof announceInput>;

export const announceView = z
  .object({ announced: z.array(z.object({ interface: z.string(), address: z.string() })) })
  .meta({ id: 'ArpAnnounced' });
export type AnnounceView = z.output<typeof announceView>;

export function viewAnnounced(announced: readonly Announced[]): AnnounceView {
  return {
    announced: announced.map(({ interface: name, address }) => ({
      interface: name,
      address: formatIpv4Address(address),
    })),
  };
}
