import type { InMemoryDirectory } from '../inventory/in-memory-directory.js';
import type { InterfaceAddress } from '../net/net.port.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { broadcastAddressOf, type Ipv4Network } from '../values/ipv4-network.js';

/** Where nobody says which addresses the appliance has: in each network the last one that no machine has. */
export function chooseAddresses(
  networks: readonly Ipv4Network[],
  isTaken: InMemoryDirectory['byIp'],
): readonly InterfaceAddress[] {
  return networks.flatMap((network) => {
    const end = broadcastAddressOf(network);
    for (let address = end - 1; address > network.address; address--) {
      if (isTaken(address as Ipv4Address) === undefined) return [{ address: address as Ipv4Address, network }];
    }
    return [];
  });
}
