import dictionary, { type DictionaryOption } from 'dhcp/lib/options.js';
import { DHCP_MESSAGE_TYPES } from './dhcp-message-type.table.js';

/**
 * The option dictionary of the package `dhcp`, with its wrong types put right and the options of boot networks added.
 * This is done in the package itself, by its `addOption`, so that its client, which we use as a synthetic one, reads and
 * writes the same types. Its types: UInt8s stands for octets; Bool means present without a value.
 */
const correct = (code: number, type: string): void => {
  const option = dictionary.opts[code];
  if (option !== undefined) dictionary.addOption(code, { ...option, type });
};

// One octet of 0 or 1 (RFC 2132 §4.2, §6.1, §6.3, §7.3), not options without a value.
for (const code of [20, 34, 36, 39]) correct(code, 'UInt8');
// Lists (RFC 2132 §8.6, §8.13).
for (const code of [45, 68]) correct(code, 'IPs');
// Octets: a client identifier read as text loses every eighth bit, and two clients become one (RFC 2132 §9.14); the
// search list is in DNS encoding (RFC 3397), the routes are compact (RFC 3442).
for (const code of [61, 119, 121, 249]) correct(code, 'UInt8s');

// The dictionary ends at DHCPINFORM.
const MESSAGE_TYPE = 53;
const messageType = dictionary.opts[MESSAGE_TYPE];
if (messageType !== undefined) {
  const names = Object.fromEntries(Object.entries(DHCP_MESSAGE_TYPES).map(([name, type]) => [type, name]));
  dictionary.addOption(MESSAGE_TYPE, { ...messageType, enum: names });
}

const ADDED: readonly (readonly [code: number, name: string, type: string, key?: string])[] = [
  [77, 'User Class', 'UInt8s', 'userClass'],
  [78, 'SLP Directory Agent', 'UInt8s'],
  [79, 'SLP Service Scope', 'UInt8s'],
  [81, 'Client FQDN', 'UInt8s'],
  [82, 'Relay Agent Information', 'UInt8s', 'relayAgentInformation'],
  [83, 'iSNS', 'UInt8s'],
  [85, 'NDS Servers', 'IPs'],
  [86, 'NDS Tree Name', 'UTF8'],
  [87, 'NDS Context', 'UTF8'],
  [88, 'BCMCS Controller Domains', 'UInt8s'],
  [89, 'BCMCS Controllers', 'IPs'],
  [90, 'Authentication', 'UInt8s'],
  [91, 'Client Last Transaction Time', 'UInt32'],
  [92, 'Associated IP', 'IPs'],
  [93, 'Client System Architecture', 'UInt16s', 'clientArchitecture'],
  [94, 'Client Network Interface', 'UInt8s', 'clientNetworkInterface'],
  [97, 'Client Machine Identifier (UUID)', 'UInt8s', 'clientMachineIdentifier'],
  [98, 'User Authentication Servers', 'ASCII'],
  [99, 'Civic Location', 'UInt8s'],
  [100, 'POSIX Timezone', 'ASCII', 'posixTimezone'],
  [101, 'Timezone Database Name', 'ASCII', 'timezoneName'],
  [108, 'IPv6-Only Preferred', 'UInt32', 'ipv6OnlyPreferred'],
  [112, 'NetInfo Parent Servers', 'IPs'],
  [113, 'NetInfo Parent Tag', 'ASCII'],
  [114, 'Captive Portal URI', 'ASCII', 'captivePortal'],
  [117, 'Name Service Search', 'UInt16s', 'nameServiceSearch'],
  [120, 'SIP Servers', 'UInt8s'],
  [122, 'CableLabs Client Configuration', 'UInt8s'],
  [123, 'Coordinates', 'UInt8s'],
  [124, 'Vendor-Identifying Vendor Class', 'UInt8s'],
  [125, 'Vendor-Identifying Vendor Options', 'UInt8s'],
  [128, 'PXE Reserved 128', 'UInt8s'],
  [129, 'PXE Reserved 129', 'UInt8s'],
  [130, 'PXE Reserved 130', 'UInt8s'],
  [131, 'PXE Reserved 131', 'UInt8s'],
  [132, 'PXE Reserved 132', 'UInt8s'],
  [133, 'PXE Reserved 133', 'UInt8s'],
  [134, 'PXE Reserved 134', 'UInt8s'],
  [135, 'PXE Reserved 135', 'UInt8s'],
  [136, 'PANA Agents', 'IPs'],
  [137, 'LoST Server', 'UInt8s'],
  [138, 'CAPWAP Access Controllers', 'IPs', 'capwapControllers'],
  [139, 'Mobility Servers', 'UInt8s'],
  [140, 'Mobility Server Names', 'UInt8s'],
  [141, 'SIP User Agent Domains', 'UInt8s'],
  [142, 'ANDSF Servers', 'IPs'],
  [143, 'SZTP Redirect', 'UInt8s'],
  [144, 'Location', 'UInt8s'],
  [146, 'DNS Server Selection', 'UInt8s'],
  [147, 'DOTS Reference Identifier', 'UInt8s'],
  [148, 'DOTS Addresses', 'IPs'],
  [150, 'TFTP Server Address', 'IPs', 'tftpServerAddress'],
  [151, 'Leasequery Status Code', 'UInt8s'],
  [152, 'Base Time', 'UInt32'],
  [153, 'Start Time of State', 'UInt32'],
  [154, 'Query Start Time', 'UInt32'],
  [155, 'Query End Time', 'UInt32'],
  [156, 'DHCP State', 'UInt8'],
  [157, 'Data Source', 'UInt8'],
  [158, 'Port Control Servers', 'UInt8s'],
  [159, 'Port Parameters', 'UInt8s'],
  [161, 'MUD URL', 'ASCII'],
  [162, 'Encrypted DNS', 'UInt8s'],
  [175, 'iPXE Options', 'UInt8s', 'ipxeOptions'],
  [203, 'iSCSI Initiator Name', 'ASCII'],
  [212, '6rd', 'UInt8s'],
  [213, 'Access Network Domain', 'UInt8s'],
  [220, 'Subnet Allocation', 'UInt8s'],
  [221, 'Virtual Subnet Selection', 'UInt8s'],
  [224, 'Site-Specific 224', 'UInt8s', 'siteSpecific224'],
];
for (const [code, name, type, config] of ADDED)
  dictionary.addOption(code, config === undefined ? { name, type } : { name, type, config });

/** The dictionary's row for an option code, or undefined. */
export function dictionaryOption(code: number): DictionaryOption | undefined {
  return dictionary.opts[code];
}
