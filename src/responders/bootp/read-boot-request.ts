import type { BootRequest } from '../../boot/boot-request.js';
import { clientArchOf, type ClientKind } from '../../values/client-arch.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { isIpxe, readClientArchitectures } from '../../wire/dhcp/read-boot-client.js';
import { readText } from '../../wire/dhcp/dhcp-options.codec.js';
import { PXE_VENDOR_CLASSES, RASPBERRY_PI_OUIS } from './firmware-quirk.table.js';
import { CLIENT_ARCHITECTURE, DHCP_MESSAGE_TYPE, VENDOR_CLASS } from './option-codes.js';

/** The vendor class (option 60) of UEFI's HTTP boot. */
const HTTP_CLASS = 'HTTPClient';

/** Option 93 of a PC's BIOS. */
const X86_BIOS = 0;

const BOOTP_KINDS: readonly ClientKind[] = ['bootp'];

/** An operating system, or a phone: anything that asks for an address and not for a boot file. */
const PLAIN_DHCP: BootRequest = {
  protocol: 'dhcp',
  boots: false,
  architecture: undefined,
  kinds: [],
  method: 'tftp',
  ipxe: false,
  askedFile: '',
};

/**
 * Reads once, from a BOOTP or DHCP request, every fact that the boot policy may ask for. iPXE is asked for before the
 * vendor class: its own stays `PXEClient`.
 */
export function readBootRequest(message: BootpMessage): BootRequest {
  const { options } = message;
  if (!options.has(DHCP_MESSAGE_TYPE)) {
    const askedFile = message.bootFile;
    return {
      protocol: 'bootp',
      boots: true,
      architecture: undefined,
      kinds: BOOTP_KINDS,
      method: 'tftp',
      ipxe: false,
      askedFile,
    };
  }
  const vendorClass = readText(options, VENDOR_CLASS) ?? '';
  const pxe = PXE_VENDOR_CLASSES.some((name) => vendorClass.startsWith(name));
  const http = vendorClass.startsWith(HTTP_CLASS);
  const ipxe = isIpxe(options);
  if (!pxe && !http && !ipxe && !options.has(CLIENT_ARCHITECTURE)) {
    return PLAIN_DHCP;
  }

  // A list, best first (RFC 4578 §2.1): the first one that the registry has, else what the client says.
  const listed = readClientArchitectures(options);
  const architecture = listed.find((code) => clientArchOf(code) !== undefined) ?? listed[0];
  const arch = architecture === undefined ? undefined : clientArchOf(architecture);
  const kinds: ClientKind[] = ipxe ? ['ipxe'] : [];
  if (isRaspberryPi(message, architecture)) kinds.push('raspberry-pi');
  else if (arch !== undefined) kinds.push(arch.kind);
  else if (architecture === undefined && pxe) kinds.push('bios'); // a ROM older than RFC 4578 is a PC's
  const method = http || arch?.method === 'http' ? 'http' : 'tftp';
  return { protocol: 'dhcp', boots: true, architecture, kinds, method, ipxe, askedFile: '' };
}

/** The Raspberry Pi's own firmware calls itself a PC's (architecture 0); a UEFI on a Raspberry Pi says what it is. */
function isRaspberryPi({ mac }: BootpMessage, architecture: number | undefined): boolean {
  if (architecture !== undefined && architecture !== X86_BIOS) return false;
  return mac !== undefined && RASPBERRY_PI_OUIS.has(Math.floor(mac / 0x1000000));
}
