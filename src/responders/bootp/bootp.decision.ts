import { formatIpv4Address } from '../../values/ipv4-address.js';
import { silent } from '../verdict.js';
import { chooseBootFields } from './boot-fields.js';
import { makeAnswer, makeReply, type BootpVerdict } from './bootp-verdict.js';
import { readClientFacts, relayPortOf, type AddressSituation } from './client-facts.js';
import { MAXIMUM_MESSAGE_SIZE, RELAY_AGENT_INFORMATION } from './option-codes.js';
import { readBootRequest } from './read-boot-request.js';
import { chooseReplyDestination } from './reply-destination.js';
import { addParameters, type ReplyOption } from './reply-options.js';

/** RFC 951 §3 and RFC 1497: 64 octets of vendor area behind a header of 236; older clients read no more. */
const BOOTP_SIZE = 300;
/** RFC 1542 §4.1.1. */
const MOST_HOPS = 16;
/** The DHCP options that mean nothing to a BOOTP client. */
const FIRST_DHCP_OPTION = 50;

/**
 * A BOOTREQUEST without option 53 (RFC 951, 1497, 1542): a machine of the inventory gets its address, boot server and
 * file; anybody else silence. Vendor information only behind the RFC 1497 cookie, and only if the client sent it.
 */
export function decideBootp(situation: AddressSituation): BootpVerdict {
  const { message } = situation;
  if (message.hops > MOST_HOPS) return silent('malformed', { problem: `hops is ${message.hops}, over ${MOST_HOPS}` });
  const facts = readClientFacts(situation, readBootRequest(message));
  if ('reason' in facts) return facts;
  if (!isForUs(situation, facts.network.serverName, formatIpv4Address(facts.server))) {
    return silent('foreign-bootp-server', { server: message.serverName });
  }
  if (facts.network.mode === 'shadow') {
    return silent('shadow', { would: `BOOTREPLY ${formatIpv4Address(facts.address)}` });
  }
  const destination = chooseReplyDestination(message, 'offer-or-ack', facts.address, relayPortOf(situation));
  if (destination === undefined) return silent('nowhere-to-answer');

  const fields = chooseBootFields(facts);
  const parameters: ReplyOption[] = [];
  addParameters(parameters, facts, message.options, fields);
  const options = parameters.filter(([code]) => code < FIRST_DHCP_OPTION || code > MAXIMUM_MESSAGE_SIZE);
  // RFC 3046 speaks of DHCP only; relays put it into what they carry, and want it back.
  const relayAgent = message.options.get(RELAY_AGENT_INFORMATION);
  if (relayAgent !== undefined) options.push([RELAY_AGENT_INFORMATION, relayAgent]);
  const reply = makeReply(message, {
    flags: message.flags,
    clientAddress: message.clientAddress,
    yourAddress: facts.address,
    serverAddress: fields.nextServer === 0 ? facts.server : fields.nextServer,
    serverName: fields.serverName,
    bootFile: fields.bootFile,
    options,
    vendorArea: message.vendorArea === 'options' ? 'options' : 'none',
    maximumSize: BOOTP_SIZE,
  });
  return makeAnswer('BOOTREPLY', facts, facts.address, destination, reply, undefined);
}

/** RFC 951 §7.3: a client that names its server in sname wants that one only. */
function isForUs(
  { message, serverHostname }: AddressSituation,
  configured: string | undefined,
  address: string,
): boolean {
  const wanted = message.serverName.toLowerCase();
  return (
    wanted === '' ||
    wanted === address ||
    wanted === configured?.toLowerCase() ||
    wanted === serverHostname.toLowerCase() ||
    wanted === serverHostname.toLowerCase().split('.', 1)[0]
  );
}
