import type { SilenceReason } from '../../journal/silence.table.js';
import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { DHCP_MESSAGE_TYPES, dhcpMessageTypeName } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readAddress, readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { silent } from '../verdict.js';
import type { BootpVerdict } from './bootp-verdict.js';
import {
  cameThroughRouter,
  readClientFacts,
  readNetworks,
  type AddressSituation,
  type ClientFacts,
} from './client-facts.js';
import { findDeclineOfAnothers } from './decline-of-anothers.js';
import { answerInform, answerWithAddress, nak } from './dhcp-answers.js';
import * as option from './option-codes.js';
import { readPoolClient } from './pool-client.js';
import { decidePool, withdrawOffer } from './pool.decision.js';
import { asksForRapidCommit } from './rapid-commit.js';
import { readBootRequest } from './read-boot-request.js';

const { DHCPDISCOVER, DHCPOFFER, DHCPREQUEST, DHCPDECLINE, DHCPACK, DHCPRELEASE, DHCPINFORM } = DHCP_MESSAGE_TYPES;

/** Who is silent for one of these has no address of its own here; a pool may give one. */
const ADDRESSLESS: ReadonlySet<SilenceReason> = new Set([
  'unknown-machine',
  'no-address',
  'no-address-on-this-wire',
  'address-still-leased',
]);

/**
 * RFC 2131 for a machine of the inventory: its address is a reservation, so the record itself is the lease and nothing
 * is written before an ACK. Who has none here gets one from the pools, where there are any. Other unknown clients get
 * silence, also for a wrong address (§4.3.2: a server that has no record of the client must remain silent).
 */
export function decideDhcp(situation: AddressSituation): BootpVerdict {
  const { message } = situation;
  const type = readUint8(message.options, option.DHCP_MESSAGE_TYPE);
  if (type === undefined) return silent('malformed', { problem: 'option 53 does not have one octet' });
  switch (type) {
    case DHCPDISCOVER:
    case DHCPREQUEST:
    case DHCPDECLINE:
    case DHCPRELEASE:
    case DHCPINFORM:
      break;
    default:
      return silent('not-for-us', { type: dhcpMessageTypeName(type) ?? type });
  }
  const chosen = readAddress(message.options, option.SERVER_IDENTIFIER);
  const request = readBootRequest(message);
  if (chosen !== undefined && !isOurs(situation, chosen)) {
    const client = readPoolClient(situation, request);
    const commit = client && withdrawOffer(situation, client);
    return { ...silent('other-server-chosen', { server: formatIpv4Address(chosen) }), commit };
  }
  if (type === DHCPDECLINE) {
    const lie = findDeclineOfAnothers(situation);
    if (lie !== undefined) return lie;
  }
  const facts = readClientFacts(situation, request);
  if ('reason' in facts) {
    const client = ADDRESSLESS.has(facts.reason) ? readPoolClient(situation, request) : undefined;
    if (client !== undefined) return decidePool(situation, client, type, chosen);
    return type === DHCPREQUEST ? (nakForWrongWire(situation, facts) ?? facts) : facts;
  }
  switch (type) {
    case DHCPDISCOVER:
      return answerWithAddress(
        situation,
        facts,
        asksForRapidCommit(message, facts.network) ? DHCPACK : DHCPOFFER,
        undefined,
      );
    case DHCPREQUEST:
      return decideRequest(situation, facts, chosen);
    case DHCPINFORM:
      return answerInform(situation, facts);
    case DHCPDECLINE:
      return decideDecline(situation, facts);
    default:
      return silent('needs-no-answer', { address: formatIpv4Address(message.clientAddress) });
  }
}

/** The four kinds of REQUEST of RFC 2131 §4.3.2; for a reservation all four ask: is this still your address? */
function decideRequest(situation: AddressSituation, facts: ClientFacts, chosen: Ipv4Address | undefined): BootpVerdict {
  const { message } = situation;
  const asked = readAddress(message.options, option.REQUESTED_ADDRESS) ?? message.clientAddress;
  // A REQUEST that names no address at all breaks table 5; Kea answers it too, since only one answer is possible.
  if (asked === ANY_ADDRESS || asked === facts.address) return answerWithAddress(situation, facts, DHCPACK, undefined);
  if (facts.network.mode === 'shadow') return silent('shadow', { would: 'DHCPNAK' });
  if (chosen === undefined && !facts.network.authoritative) {
    return silent('not-authoritative', { asked: formatIpv4Address(asked), address: formatIpv4Address(facts.address) });
  }
  return nak(
    situation,
    facts.server,
    `${formatIpv4Address(asked)} is not your address here, ${formatIpv4Address(facts.address)} is`,
  );
}

/**
 * RFC 2131 §4.3.2: a known machine that asks for an address of another wire is told so, so that it begins anew instead
 * of waiting its lease out; here that is a machine which has addresses, but none on this network.
 */
function nakForWrongWire(situation: AddressSituation, facts: { readonly reason: string }): BootpVerdict | undefined {
  const { message, wire } = situation;
  // A NAK is broadcast here; a client that renews through a router would never hear it.
  if (facts.reason !== 'no-address-on-this-wire' || cameThroughRouter(situation)) return undefined;
  const asked = readAddress(message.options, option.REQUESTED_ADDRESS) ?? message.clientAddress;
  const server = wire.addresses[0]?.address;
  if (asked === ANY_ADDRESS || server === undefined) return undefined;
  const here = readNetworks(situation)[0];
  if (here === undefined || here.mode !== 'known' || !here.authoritative) return undefined;
  return nak(situation, server, `${formatIpv4Address(asked)} does not lie on this network`);
}

/**
 * Is this server identifier one of ours? Also what our relay told the client to take for us; it says so again in each
 * packet that it carries (RFC 5107 §4), so that nothing need be remembered.
 */
function isOurs({ isOwnAddress, relayAgent }: AddressSituation, chosen: Ipv4Address): boolean {
  return isOwnAddress(chosen) || chosen === relayAgent?.serverOverride;
}

/**
 * Only the owner can decline its reserved address, and then somebody else uses it: the operator must hear. Nothing is
 * taken from the record; a DECLINE of any other address, or of none, changes nothing and means nothing to us.
 */
function decideDecline(situation: AddressSituation, facts: ClientFacts): BootpVerdict {
  const declined = readAddress(situation.message.options, option.REQUESTED_ADDRESS);
  if (declined === undefined) return silent('needs-no-answer', { problem: 'the DHCPDECLINE names no address' });
  const detail = { address: formatIpv4Address(declined) };
  return declined === facts.address ? silent('declined', detail) : silent('needs-no-answer', detail);
}
