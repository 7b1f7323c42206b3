import type { KnownMachine } from '../../boot/known-machine.js';
import type { Personality, PersonalityKind } from '../../personalities/personality.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { readClientArchitectures } from '../../wire/dhcp/read-boot-client.js';
import { readText } from '../../wire/dhcp/dhcp-options.codec.js';
import { readUserClasses } from '../../wire/dhcp/user-class.codec.js';
import { formatUuid } from '../../wire/dhcp/uuid.js';
import { keepText } from '../kept-text.js';
import {
  CLIENT_ARCHITECTURE,
  CLIENT_IDENTIFIER,
  CLIENT_MACHINE_IDENTIFIER,
  USER_CLASS,
  VENDOR_CLASS,
} from './option-codes.js';
import { readBootRequest } from './read-boot-request.js';

/** What a client tells of itself. */
const IDENTITY = [VENDOR_CLASS, CLIENT_IDENTIFIER, USER_CLASS, CLIENT_ARCHITECTURE, CLIENT_MACHINE_IDENTIFIER];

/** Vendor classes (option 60) that installers give: debian-installer's udhcpc, and Anaconda. */
const INSTALLER_CLASSES = ['d-i', 'anaconda'];

const FNV_OFFSET = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;
const LONGEST_CLIENT_ID = 255;
const UUID_OPTION = 17;

/** A number of 32 bits made of all that the client tells of itself (FNV-1a): the same client has the same one. */
export function fingerprintPersonality({ options, hardwareAddress }: BootpMessage): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < 6; index += 1) hash = Math.imul(hash ^ (hardwareAddress[index] ?? 0), FNV_PRIME);
  const { bytes } = options;
  for (const code of IDENTITY) {
    const start = options.locate(code, -1);
    if (start < 0) continue;
    hash = Math.imul(hash ^ code, FNV_PRIME);
    const end = start + (bytes[start - 1] ?? 0);
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  }
  return hash >>> 0;
}

/** The same in words. */
export function readPersonality(message: BootpMessage, machine: KnownMachine): Personality {
  const { options, mac } = message;
  const vendorClass = readText(options, VENDOR_CLASS);
  const userClasses = readUserClasses(options);
  const uuid = options.get(CLIENT_MACHINE_IDENTIFIER);
  return {
    kind: kindOf(message, machine, vendorClass ?? ''),
    mac,
    clientId: options.get(CLIENT_IDENTIFIER)?.toString('hex', 0, LONGEST_CLIENT_ID),
    vendorClass: vendorClass === undefined ? undefined : keepText(vendorClass),
    userClass: userClasses.length === 0 ? undefined : keepText(userClasses.join(', ')),
    uuid: uuid?.length === UUID_OPTION && uuid[0] === 0 ? formatUuid(uuid.subarray(1)) : undefined,
    architecture: readClientArchitectures(options)[0],
  };
}

function kindOf(message: BootpMessage, { install }: KnownMachine, vendorClass: string): PersonalityKind {
  const request = readBootRequest(message);
  if (request.protocol === 'bootp') return 'bootp';
  if (request.ipxe) return 'ipxe';
  if (request.boots) return 'firmware';
  // While an installation runs, what asks for an address alone is the installer or its first programs.
  const installs = install.state === 'installing' || INSTALLER_CLASSES.some((name) => vendorClass.startsWith(name));
  return installs ? 'installer' : 'system';
}
