import { isUrl } from '../../boot/boot-plan.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import type { ClientFacts } from './client-facts.js';

/** Which server a client fetches its boot file from, and what the header's fields say; all empty without a boot file. */
export interface BootFields {
  /** siaddr. */
  readonly nextServer: Ipv4Address;
  /** sname. */
  readonly serverName: string;
  /** file. */
  readonly bootFile: string;
}

export const NOTHING_TO_BOOT: BootFields = { nextServer: 0 as Ipv4Address, serverName: '', bootFile: '' };

/**
 * siaddr, sname and file, which options 66, 67 and 150 then repeat, so that every client finds the same server
 * whichever it reads (fog-docs#61: Palo Alto sends 66 as a name, option 150 works).
 */
export function chooseBootFields(
  facts: Pick<ClientFacts, 'plan' | 'network' | 'nextServer' | 'server' | 'request' | 'httpPort'>,
): BootFields {
  const { plan, network, server, request, httpPort } = facts;
  if (plan.kind === 'none') return NOTHING_TO_BOOT;
  const { file } = plan;
  return {
    nextServer: facts.nextServer ?? server,
    serverName: network.serverName ?? '',
    bootFile: request.method === 'http' && !isUrl(file) ? bootFileUrl(server, httpPort, file) : file,
  };
}

/**
 * Where the path is had by HTTP. By address: a firmware that has just booted may have no name server (ipxe#1200). One
 * slash between the parts, since firmware follows no redirect to a tidier path (smee#229).
 */
function bootFileUrl(server: Ipv4Address, httpPort: number, path: string): string {
  const parts = path.split(/[/\\]+/).filter((part) => part !== '');
  return `http://${formatIpv4Address(server)}:${httpPort}/boot/${parts.map(encodeURIComponent).join('/')}`;
}
