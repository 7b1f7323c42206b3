import { z } from 'zod';
import { formatInstant } from '../../values/instant.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { OtherServer } from './other-servers.js';

/** A server that is not ours, as REST shows it. */
export const otherServerView = z
  .object({
    server: z.string().meta({ description: 'Its address: option 54, else where its packet came from' }),
    mac: z.string().meta({ description: 'Who sent the frame: the server, or the router or relay in front of it' }),
    maker: z.string().nullable().meta({ description: 'Who made that card' }),
    interface: z.string(),
    lastAnswer: z.string().meta({ examples: ['DHCPOFFER'] }),
    offers: z.array(z.string()).meta({ examples: [['address 10.79.0.120', 'boot file pxelinux.0 from 10.79.0.250']] }),
    lastClient: z.string().nullable().meta({ description: 'The MAC that it answered last' }),
    expected: z
      .boolean()
      .meta({ description: 'A network on this wire is in mode proxy: another server is right here' }),
    answers: z.number().int(),
    firstSeen: z.string().meta({ format: 'date-time' }),
    lastSeen: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'OtherServer' });
export type OtherServerView = z.output<typeof otherServerView>;

export const otherServerList = z.object({ items: z.array(otherServerView) }).meta({ id: 'OtherServerList' });

export function viewOtherServer(server: OtherServer, expected: boolean, maker: string | undefined): OtherServerView {
  const { last } = server;
  return {
    server: formatIpv4Address(server.server),
    mac: formatMacAddress(server.mac),
    maker: maker ?? null,
    interface: server.interface,
    lastAnswer: last.name,
    offers: [...last.offers],
    lastClient: last.client === undefined ? null : formatMacAddress(last.client),
    expected,
    answers: server.answers,
    firstSeen: formatInstant(server.firstSeen),
    lastSeen: formatInstant(server.lastSeen),
  };
}
