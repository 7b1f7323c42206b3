import { formatIpv4Address } from '../values/ipv4-address.js';
import { decodePxeOptions, USE_BOOT_FILE } from '../wire/pxe/pxe-options.codec.js';

/** A menu of more lines is not asked to its end. */
const MOST_LINES = 8;

/** Where PXE firmware asks for its boot file after an OFFER, and for what. */
export interface BootServerQuestion {
  /** The host whose port 4011 is asked. */
  readonly address: string;
  /** Whose OFFER sends firmware there. */
  readonly sentBy: string;
  /** The type of boot server, a line of the menu; undefined: no menu, the file itself. */
  readonly type: number | undefined;
  readonly label: string | undefined;
}

/** What an OFFER says of where firmware goes next. */
interface SendingOffer {
  /** Option 54, else where it came from. */
  readonly server: string;
  /** siaddr. */
  readonly serverAddress: string | undefined;
  readonly file: string | undefined;
  /** Option 60 of its own. */
  readonly vendorClass: string | undefined;
  /** Option 43. */
  readonly vendorOptions: Buffer | undefined;
}

/**
 * Where an OFFER sends PXE firmware: to port 4011 of its server (siaddr, else option 54) when it says `PXEClient` and has
 * no option 43, whether it names a file or not (BINL: EDK2 PxeBcDhcp4.c); to the boot servers of its menu, as PXE 2.1
 * §2.2.3 has it; nowhere when it is no answer of PXE, or when discovery control says to load its file at once.
 */
export function readBootServerQuestions(offer: SendingOffer): readonly BootServerQuestion[] {
  const { server: sentBy, serverAddress, file, vendorClass, vendorOptions } = offer;
  if (vendorClass === undefined || vendorClass.startsWith('HTTPClient')) return [];
  const own = serverAddress ?? sentBy;
  if (vendorOptions === undefined) return [{ address: own, sentBy, type: undefined, label: undefined }];
  const { discoveryControl = 0, bootServers = [], menu = [] } = decodePxeOptions(vendorOptions);
  if ((discoveryControl & USE_BOOT_FILE) !== 0 && file !== undefined) return [];
  const lines = menu.length > 0 ? menu : bootServers.map(({ type }) => ({ type, label: undefined }));
  // Type 0 is the machine's own disk.
  const questions = lines.filter(({ type }) => type !== 0).slice(0, MOST_LINES);
  return questions.map(({ type, label }) => {
    const listed = bootServers.find((servers) => servers.type === type)?.addresses[0];
    return { address: listed === undefined ? own : formatIpv4Address(listed), sentBy, type, label };
  });
}

/** What several OFFERs ask for, each once. */
export function readAllBootServerQuestions(offers: readonly SendingOffer[]): readonly BootServerQuestion[] {
  const questions = offers.flatMap(readBootServerQuestions);
  return questions.filter(
    ({ address, type }, index) =>
      questions.findIndex((other) => other.address === address && other.type === type) === index,
  );
}
