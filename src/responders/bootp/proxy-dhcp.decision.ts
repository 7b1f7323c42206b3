import type { ClientFingerprint } from '../../boot/client-fingerprint.js';
import type { KnownNetwork } from '../../boot/known-machine.js';
import type { OfferStrategy } from '../../boot/offer-strategy.js';
import type { Instant } from '../../values/instant.js';
import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { DHCP_MESSAGE_TYPES, dhcpMessageTypeName } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readAddress, readUint16, readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { silent } from '../verdict.js';
import { chooseBootFields, NOTHING_TO_BOOT, type BootFields } from './boot-fields.js';
import { chooseMaximumSize, makeReply, type BootpVerdict } from './bootp-verdict.js';
import { relayPortOf, type BootpSituation } from './client-facts.js';
import { addEchoes } from './echo-options.js';
import { quirksOf } from './firmware-quirk.table.js';
import { nextAttempt, type OfferAttempt } from '../offer-attempt.js';
import { defaultOrder, OFFER_CONTENT } from './offer-strategy.table.js';
import * as option from './option-codes.js';
import { nothingToBoot, readBootFacts, type BootFacts } from './proxy-facts.js';
import { menuChoices, operatorMenuOption, pxeClassOption, strategyOption } from './pxe-reply.js';
import { readBootRequest } from './read-boot-request.js';
import { readFingerprint } from './read-fingerprint.js';
import { addBootOptions, addressOption, textOption, type ReplyOption } from './reply-options.js';

const { DHCPDISCOVER, DHCPOFFER, DHCPREQUEST } = DHCP_MESSAGE_TYPES;

const OFFER = Buffer.from([DHCPOFFER]);

/** Bit 15 of flags: the relay must broadcast, since the client has no address that we know. */
const BROADCAST_FLAG = 0x8000;

/** What the edge looked up before a decision about a packet on a network in mode proxy. */
export interface ProxySituation extends BootpSituation {
  readonly network: KnownNetwork;
  readonly at: Instant;
  /** How far we have come with this client. */
  readonly attempt: OfferAttempt | undefined;
  /** What has worked for such a firmware, or what a person set for it. */
  readonly remembered: (client: ClientFingerprint) => OfferStrategy | undefined;
}

/** The verdict, and the attempt to remember; undefined when nothing changes. */
export interface ProxyVerdict {
  readonly verdict: BootpVerdict;
  readonly attempt: OfferAttempt | undefined;
  /** The address that the client takes from the other server; undefined when it takes none. */
  readonly borrowed: Ipv4Address | undefined;
}

/**
 * Beside a DHCP server that is not ours (PXE 2.1 §2.2): a client that wants to boot is told what, in an OFFER without an
 * address. Everything else is the other server's business.
 */
export function decideProxyDhcp(situation: ProxySituation): ProxyVerdict {
  const { message, network } = situation;
  const type = readUint8(message.options, option.DHCP_MESSAGE_TYPE);
  if (type === DHCPREQUEST) return hearRequest(situation);
  const request = readBootRequest(message);
  if (type !== DHCPDISCOVER || !request.boots) {
    const asked = type === undefined ? 'BOOTREQUEST' : (dhcpMessageTypeName(type) ?? type);
    return said(silent('proxy-gives-no-address', { network: network.name, asked }));
  }
  const facts = readBootFacts(situation, network, request);
  if ('reason' in facts) return said(facts);
  const choices = menuChoices(facts);
  if (facts.plan.kind === 'none' && choices.length === 0) return said(nothingToBoot(facts));
  if (request.method === 'http')
    return said(offer(situation, facts, chooseBootFields(facts), [httpClass()], undefined));

  const fingerprint = readFingerprint(message);
  const quirks = quirksOf(fingerprint);
  const attempt = nextAttempt(
    situation.attempt,
    fingerprint,
    message.seconds,
    situation.at,
    strategyOrder(facts, situation.remembered(fingerprint), quirks.strategy),
  );
  const verdict = offerBy(situation, facts, attempt.strategy, quirks.replyDelayMilliseconds);
  return { verdict, attempt, borrowed: undefined };
}

const said = (verdict: BootpVerdict): ProxyVerdict => ({ verdict, attempt: undefined, borrowed: undefined });

const httpClass = (): ReplyOption => textOption(option.VENDOR_CLASS, 'HTTPClient');

/** The machine's own strategy and no other; else what is known of its firmware before the default order. */
function strategyOrder(
  { machine, request }: BootFacts,
  remembered: OfferStrategy | undefined,
  quirk: OfferStrategy | undefined,
): readonly OfferStrategy[] {
  if (machine.offerStrategy !== undefined) return [machine.offerStrategy];
  const first = remembered ?? quirk;
  const order = defaultOrder(request.kinds);
  return first === undefined ? order : [first, ...order.filter((strategy) => strategy !== first)];
}

/**
 * A REQUEST on this port is the other server's; but it tells which address the client will have. A client that chose our
 * OFFER has not seen that there is no address in it, and gets none.
 */
function hearRequest({ message, attempt, network, isOwnAddress }: ProxySituation): ProxyVerdict {
  const server = readAddress(message.options, option.SERVER_IDENTIFIER);
  const address = readAddress(message.options, option.REQUESTED_ADDRESS) ?? message.clientAddress;
  if (server !== undefined && isOwnAddress(server)) {
    return said(silent('proxy-gives-no-address', { asked: 'DHCPREQUEST', server: formatIpv4Address(server) }));
  }
  const verdict =
    server === undefined
      ? silent('proxy-gives-no-address', { network: network.name, asked: 'DHCPREQUEST' })
      : silent('other-server-chosen', { server: formatIpv4Address(server) });
  const learned = attempt !== undefined && address !== ANY_ADDRESS && address !== attempt.address;
  return {
    verdict,
    attempt: learned ? { ...attempt, address } : undefined,
    borrowed: address === ANY_ADDRESS ? undefined : address,
  };
}

function offerBy(
  situation: ProxySituation,
  facts: BootFacts,
  strategy: OfferStrategy,
  delay: number | undefined,
): BootpVerdict {
  const content = OFFER_CONTENT[strategy];
  const choices = menuChoices(facts);
  const file = chooseBootFields(facts);
  // With a menu of the operator's the file is the answer to a choice; a strategy only says where the menu stands.
  const fields = content.namesFile && choices.length === 0 ? file : { ...NOTHING_TO_BOOT, nextServer: facts.server };
  const vendor =
    choices.length === 0
      ? strategyOption(facts, content, file.bootFile)
      : content.vendorOptions === 'none'
        ? undefined
        : operatorMenuOption(facts, choices);
  const extra = [pxeClassOption(situation.message.options), ...(vendor === undefined ? [] : [vendor])];
  return offer(situation, facts, fields, extra, strategy, delay);
}

/** An OFFER without an address, to everybody on the wire: the client has none yet, and none from us. */
function offer(
  situation: ProxySituation,
  facts: BootFacts,
  fields: BootFields,
  extra: readonly ReplyOption[],
  strategy: OfferStrategy | undefined,
  delayMilliseconds?: number,
): BootpVerdict {
  const { message, wire } = situation;
  const { plan, server } = facts;
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, OFFER],
    addressOption(option.SERVER_IDENTIFIER, server),
    ...extra,
  ];
  addBootOptions(options, message.options, fields);
  addEchoes(options, message.options, true);
  const named = plan.kind === 'file';
  return {
    kind: 'reply',
    delay: delayMilliseconds === undefined ? undefined : { milliseconds: delayMilliseconds, key: message.mac ?? 0 },
    destination:
      message.relayAddress === 0
        ? { to: 'broadcast' }
        : { to: 'relay', address: message.relayAddress, port: relayPortOf(situation) },
    reply: {
      name: 'proxy DHCPOFFER',
      server,
      address: undefined,
      file: named ? plan.file : undefined,
      fileSource: named ? plan.source : undefined,
      noFile: undefined,
      why: strategy === undefined ? undefined : `strategy ${strategy}`,
      message: makeReply(message, {
        flags: message.flags | BROADCAST_FLAG,
        clientAddress: ANY_ADDRESS,
        yourAddress: ANY_ADDRESS,
        serverAddress: fields.nextServer,
        serverName: fields.serverName,
        bootFile: fields.bootFile,
        options,
        vendorArea: 'options',
        maximumSize: chooseMaximumSize(readUint16(message.options, option.MAXIMUM_MESSAGE_SIZE), wire.mtu),
      }),
    },
  };
}
