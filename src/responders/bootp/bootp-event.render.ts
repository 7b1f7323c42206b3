import type { JournalEvent } from '../../journal/journal.port.js';
import { clientArchOf } from '../../values/client-arch.js';
import type { Instant } from '../../values/instant.js';
import { ANY_ADDRESS, formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { PROBE_HOST_NAME } from '../../values/probe-host-name.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { isIpxe, readClientArchitectures } from '../../wire/dhcp/read-boot-client.js';
import { printOption, titleOf } from '../../wire/dhcp/dhcp-option.table.js';
import { DHCP_MESSAGE_TYPES, dhcpMessageTypeName } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readText, readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { keepText } from '../kept-text.js';
import type { Verdict } from '../verdict.js';
import type { BootpAnswer } from './bootp-verdict.js';
import type { IdentifiedClient } from './identify-client.js';
import {
  CLIENT_ARCHITECTURE,
  DHCP_MESSAGE_TYPE,
  HOST_NAME,
  RELAY_AGENT_INFORMATION,
  REQUESTED_ADDRESS,
  SERVER_IDENTIFIER,
  VENDOR_CLASS,
} from './option-codes.js';

type Detail = Record<string, string | number | boolean>;

/** What the journal hears of one packet on port 67: `DHCPDISCOVER -> DHCPOFFER`, with the facts that explain it. */
export function tellBootpVerdict(
  message: BootpMessage | undefined,
  verdict: Verdict<BootpAnswer, { readonly to: string }, unknown>,
  client: IdentifiedClient | undefined,
  interfaceName: string,
  at: Instant,
  dropped: readonly number[] = [],
): JournalEvent {
  const asked = nameOf(message);
  const answered = verdict.kind === 'reply';
  const address = answered ? verdict.reply.address : undefined;
  return {
    at,
    protocol: message?.options.has(DHCP_MESSAGE_TYPE) === true ? 'dhcp' : 'bootp',
    what: answered ? `${asked} -> ${verdict.reply.name}` : asked,
    outcome: answered ? 'answered' : verdict.reason === 'needs-no-answer' ? 'noted' : 'silent',
    reason: answered ? undefined : verdict.reason,
    ...whose(message, client),
    ip: address === undefined ? undefined : formatIpv4Address(address),
    interface: interfaceName,
    detail: detailOf(message, verdict, client, dropped),
  };
}

/** `reveille probe` asks as a machine would; what it asks is no boot of that machine, and nobody new was seen. */
function whose(
  message: BootpMessage | undefined,
  client: IdentifiedClient | undefined,
): Pick<JournalEvent, 'machineId' | 'hostname' | 'mac'> {
  if (probeOf(message) !== undefined) return { machineId: undefined, hostname: undefined, mac: undefined };
  return { machineId: client?.machine.id, hostname: client?.machine.hostname, mac: message?.mac };
}

/** `reveille-probe as 08:00:20:8e:48:de`; undefined for all others. */
function probeOf(message: BootpMessage | undefined): string | undefined {
  if (message?.mac === undefined || readText(message.options, HOST_NAME) !== PROBE_HOST_NAME) return undefined;
  return `${PROBE_HOST_NAME} as ${formatMacAddress(message.mac)}`;
}

/** What RFC 2131 §4.4.1 (table 5) demands of a client, and we do without, as Kea does. */
function leftOutOf({ options, clientAddress }: BootpMessage): string | undefined {
  switch (readUint8(options, DHCP_MESSAGE_TYPE)) {
    case DHCP_MESSAGE_TYPES.DHCPREQUEST:
      if (clientAddress !== ANY_ADDRESS || options.has(REQUESTED_ADDRESS)) return undefined;
      return 'the DHCPREQUEST names no address: neither ciaddr nor option 50';
    case DHCP_MESSAGE_TYPES.DHCPDECLINE:
    case DHCP_MESSAGE_TYPES.DHCPRELEASE:
      return options.has(SERVER_IDENTIFIER) ? undefined : 'the client does not say which server it means: no option 54';
    default:
      return undefined;
  }
}

function nameOf(message: BootpMessage | undefined): string {
  if (message === undefined) return 'packet on the BOOTP port';
  const type = readUint8(message.options, DHCP_MESSAGE_TYPE);
  if (type === undefined) return 'BOOTREQUEST';
  return dhcpMessageTypeName(type) ?? `DHCP message type ${type}`;
}

function detailOf(
  message: BootpMessage | undefined,
  verdict: Verdict<BootpAnswer, { readonly to: string }, unknown>,
  client: IdentifiedClient | undefined,
  dropped: readonly number[],
): Detail | undefined {
  const detail: Detail = {};
  const probe = probeOf(message);
  if (probe !== undefined) detail['probe'] = probe;
  if (client !== undefined && client.by !== 'MAC') detail['knownBy'] = client.by;
  if (message !== undefined) {
    if (message.relayAddress !== 0) detail['relay'] = formatIpv4Address(message.relayAddress);
    const relayAgent = message.options.get(RELAY_AGENT_INFORMATION);
    if (relayAgent !== undefined) detail['relayAgent'] = printOption(RELAY_AGENT_INFORMATION, relayAgent);
    if (message.options.has(CLIENT_ARCHITECTURE)) {
      const code = readClientArchitectures(message.options)[0];
      if (code !== undefined) detail['architecture'] = clientArchOf(code)?.name ?? `unknown architecture ${code}`;
      if (isIpxe(message.options)) detail['client'] = 'iPXE';
      // One boot's questions have one xid, and secs tells since when it asks.
      detail['xid'] = message.transactionId;
      const vendorClass = readText(message.options, VENDOR_CLASS);
      if (vendorClass !== undefined) detail['vendorClass'] = keepText(vendorClass);
    }
    if (message.seconds !== 0) detail['secs'] = message.seconds;
    const left = leftOutOf(message);
    const oddities = left === undefined ? message.oddities : [...message.oddities, left];
    if (oddities.length > 0) detail['oddities'] = oddities.join('; ');
  }
  if (verdict.kind === 'reply') {
    const { file, fileSource, noFile, why } = verdict.reply;
    if (file !== undefined) detail['file'] = file;
    if (fileSource !== undefined) detail['fileFrom'] = fileSource;
    if (noFile !== undefined) detail['noFile'] = noFile;
    if (why !== undefined) detail['why'] = why;
    detail['to'] = verdict.destination.to;
    if (dropped.length > 0) detail['noRoomFor'] = dropped.map(titleOf).join(', ');
  } else if (verdict.detail !== undefined) {
    Object.assign(detail, verdict.detail);
  }
  return Object.keys(detail).length === 0 ? undefined : detail;
}
