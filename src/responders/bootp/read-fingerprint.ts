import type { ClientFingerprint } from '../../boot/client-fingerprint.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { readClientArchitectures } from '../../wire/dhcp/read-boot-client.js';
import { readText } from '../../wire/dhcp/dhcp-options.codec.js';
import { CLIENT_NETWORK_INTERFACE, PARAMETER_REQUEST_LIST, VENDOR_CLASS } from './option-codes.js';

const LONGEST_CLASS = 64;

/** How the firmware that sent this message describes itself. */
export function readFingerprint({ options, hardwareAddress }: BootpMessage): ClientFingerprint {
  const driver = options.get(CLIENT_NETWORK_INTERFACE);
  const vendorClass = (readText(options, VENDOR_CLASS) ?? '').split(':', 1)[0] ?? '';
  return {
    architecture: readClientArchitectures(options)[0],
    // Type, major and minor (RFC 4578 §2.2): three octets.
    undi: driver?.length === 3 ? `${driver[1]}.${driver[2]}` : undefined,
    vendorClass: vendorClass.replaceAll(/[^\x21-\x7e]/g, '?').slice(0, LONGEST_CLASS),
    parameters: [...(options.get(PARAMETER_REQUEST_LIST) ?? [])].join(','),
    oui: [...hardwareAddress.subarray(0, 3)].map((octet) => octet.toString(16).padStart(2, '0')).join(':'),
  };
}
