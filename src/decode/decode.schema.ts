import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';

export const decodeInput = strictObject({
  hex: z.string().min(1).optional().meta({
    description: 'one packet in hexadecimal: bare digits, or what tcpdump -xx, hexdump -C or Wireshark print',
  }),
  capture: z.base64().optional().meta({ description: 'a pcap, pcapng or snoop file in base64' }),
}).meta({ id: 'DecodeInput' });
export type DecodeInput = z.output<typeof decodeInput>;

export const decodeView = z
  .object({
    packets: z.array(
      z.object({
        number: z.number().int(),
        at: z.string().nullable().meta({ description: 'RFC 3339; null where the file does not say' }),
        vlans: z.array(z.number().int()),
        route: z.string().meta({ description: 'who speaks to whom' }),
        words: z.string().meta({ description: 'the packet, a line for each of its fields' }),
      }),
    ),
    problem: z.string().nullable().meta({ description: 'why the file could not be read to its end' }),
  })
  .meta({ id: 'DecodeView' });
export type DecodeView = z.output<typeof decodeView>;
