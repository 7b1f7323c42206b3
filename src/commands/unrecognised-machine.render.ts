import type { MachineView } from '../inventory/machines/machine.view.js';

/**
 * What a machine cannot do whose record has nothing by which its packets could be told to be its own; undefined when it
 * has a MAC or something else that is as good.
 */
export function renderUnrecognised({ hostname, nics }: MachineView): string | undefined {
  const isKnown = nics.some(({ mac, clientId, uuid, circuitId, remoteId }) =>
    [mac, clientId, uuid, circuitId, remoteId].some((identity) => identity !== undefined && identity !== null),
  );
  if (isKnown) return undefined;
  const addresses = nics.flatMap(({ ip }) => ip ?? []);
  const kept =
    addresses.length === 0
      ? 'No address is kept for it either.'
      : `${addresses.join(' and ')} ${addresses.length === 1 ? 'is' : 'are'} kept for it: TFTP, HTTP and bootparams know it by that.`;
  const nic = JSON.stringify([{ mac: '8:0:20:8e:48:de', ip: addresses[0] ?? '10.79.0.21' }]);
  return [
    `${hostname} has no MAC, so no packet can be told to be its own: RARP, BOOTP, DHCP and PXE do not answer it. ${kept}`,
    `Give it a NIC: reveille machines set ${hostname} nics='${nic}' (or one with clientId, uuid, circuitId or remoteId).`,
  ].join('\n');
}
