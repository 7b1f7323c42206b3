import type { KnownNetwork } from '../../boot/known-machine.js';
import type { Net, NetProblem, NetworkInterface, UdpPort, UdpReceiver } from '../../net/net.port.js';
import { ok, type Result } from '../../values/result.js';

/** Port 67 of one interface, ours or only listened to. */
export interface ServerPort {
  readonly udp: UdpPort;
  /** Another program of this host may have the port; we take nothing from it. */
  readonly beside: boolean;
  /** What is lost where it could not be opened so. */
  readonly limit: NetProblem | undefined;
}

/**
 * Is another server the one that gives addresses on this wire, whatever we say there? Then it may run on this host, and
 * port 67 is its own: of two sockets that share a port the kernel gives each unicast, such as a renewal, to only one.
 */
export function leavesServerPort(networks: readonly KnownNetwork[]): boolean {
  return (
    networks.some(({ mode }) => mode === 'proxy') && networks.every(({ mode }) => mode === 'proxy' || mode === 'off')
  );
}

/** Opens port 67, or listens beside whoever has it; where that cannot be, shares it and says so. */
export function openServerPort(
  net: Net,
  networkInterface: NetworkInterface,
  port: number,
  beside: boolean,
  receive: UdpReceiver,
): Result<ServerPort, NetProblem> {
  const heard = beside ? net.openUdpBeside(networkInterface, port, receive) : undefined;
  if (heard?.ok === true) return ok({ udp: heard.value, beside: true, limit: undefined });
  const udp = net.openUdp(networkInterface, port, receive);
  if (!udp.ok) return udp;
  const limit = heard && {
    ...heard.error,
    sentence:
      `${heard.error.sentence}; a DHCP server on this host shares UDP port ${port} with us ` +
      'and may not hear renewals that its clients send to it alone',
  };
  return ok({ udp: udp.value, beside: false, limit });
}
