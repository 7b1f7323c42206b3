import type { NicDetails } from '../../boot/known-machine.js';
import { readIdentifier } from '../../values/identifier.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress, parseMacAddress, type MacAddress } from '../../values/mac-address.js';
import { extraOptions, type WrittenOption } from '../written-option.js';

/** What a NIC's record says beyond MAC and address, as REST shows it and as the database keeps it. */
export interface WrittenNicDetails {
  readonly clientId?: string | undefined;
  readonly circuitId?: string | undefined;
  readonly remoteId?: string | undefined;
  readonly uuid?: string | undefined;
  readonly nextServer?: string | undefined;
  readonly options?: readonly WrittenOption[] | undefined;
  readonly proxyArp?: string | undefined;
}

/** What the schema makes of them. */
export type NicDetailsInput = Omit<WrittenNicDetails, 'nextServer' | 'proxyArp'> & {
  readonly nextServer?: Ipv4Address | undefined;
  readonly proxyArp?: MacAddress | undefined;
};

/** Undefined when nothing is set. */
export function writtenNicDetails(nic: NicDetailsInput): WrittenNicDetails | undefined {
  const { clientId, circuitId, remoteId, uuid, nextServer, options = [], proxyArp } = nic;
  const written: WrittenNicDetails = {
    ...(clientId !== undefined && { clientId }),
    ...(circuitId !== undefined && { circuitId }),
    ...(remoteId !== undefined && { remoteId }),
    ...(uuid !== undefined && { uuid }),
    ...(nextServer !== undefined && { nextServer: formatIpv4Address(nextServer) }),
    ...(options.length > 0 && { options }),
    ...(proxyArp !== undefined && { proxyArp: formatMacAddress(proxyArp) }),
  };
  return Object.keys(written).length === 0 ? undefined : written;
}

/** The same as responders see it. */
export function knownNicDetails(written: WrittenNicDetails): NicDetails {
  const nextServer = written.nextServer === undefined ? undefined : parseIpv4Address(written.nextServer);
  const proxyArp = written.proxyArp === undefined ? undefined : parseMacAddress(written.proxyArp);
  return {
    clientIds: readingsOf(written.clientId),
    circuitIds: readingsOf(written.circuitId),
    remoteIds: readingsOf(written.remoteId),
    uuid: written.uuid,
    nextServer: nextServer?.ok === true ? nextServer.value : undefined,
    options: extraOptions(written.options ?? []),
    proxyArp: proxyArp?.ok === true ? proxyArp.value : undefined,
  };
}

function readingsOf(text: string | undefined): readonly string[] {
  const readings = text === undefined ? undefined : readIdentifier(text);
  return readings?.ok === true ? readings.value : [];
}
