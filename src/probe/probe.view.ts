import { printHex } from '../wire/dhcp/option-text.js';
import { printPxeOptions } from '../wire/pxe/print-pxe-options.js';
import type { Fetched } from './fetch-offered.js';
import type { ProbeView } from './probe.schema.js';
import type { AskedBootServer, HeardOffer } from './synthetic-client.js';

/** Option 43 means what PXE says only where option 60 says so. */
function wordsOf({ vendorClass = '', vendorOptions }: HeardOffer): string | null {
  if (vendorOptions === undefined) return null;
  return vendorClass.startsWith('PXEClient') ? printPxeOptions(vendorOptions) : printHex(vendorOptions);
}

function answerView(offer: HeardOffer, ours: boolean) {
  return {
    ...{ server: offer.server, ours, pxe: offer.vendorClass !== undefined, vendorOptions: wordsOf(offer) },
    address: offer.address ?? null,
    nextServer: offer.nextServer ?? null,
    file: offer.file ?? null,
    afterMilliseconds: offer.after,
  };
}

export function offerView(offer: HeardOffer, option60: boolean, ours: boolean): ProbeView['offers'][number] {
  return { ...answerView(offer, ours), option60 };
}

export function bootServerView(
  { address: server, sentBy, type, label, answer }: AskedBootServer,
  ours: boolean,
): ProbeView['bootServers'][number] {
  return {
    ...{ server, ours, sentBy, type: type ?? null, label: label ?? null },
    answer: answer === undefined ? null : answerView(answer, ours),
  };
}

export function fileView({ sha256, failure, ...fetched }: Fetched): NonNullable<ProbeView['file']> {
  return { ...fetched, sha256: sha256 ?? null, problem: failure ?? null };
}
