import type { MenuChoice } from '../../boot/boot-menu.js';
import { networkHolding } from '../../boot/choose-networks.js';
import { chooseFile } from '../../boot/policies/choose-file.js';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readUint16, readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { readPxeBootItem, type PxeBootItem } from '../../wire/pxe/pxe-options.codec.js';
import { chooseBootFields, NOTHING_TO_BOOT, type BootFields } from '../bootp/boot-fields.js';
import { chooseMaximumSize, makeReply, type BootpAnswer } from '../bootp/bootp-verdict.js';
import { readNetworks, type BootpSituation } from '../bootp/client-facts.js';
import { addEchoes } from '../bootp/echo-options.js';
import * as option from '../bootp/option-codes.js';
import { nothingToBoot, readBootFacts, type BootFacts } from '../bootp/proxy-facts.js';
import { bootItemOption, isOnlyType, menuChoices, operatorMenuOption, pxeClassOption } from '../bootp/pxe-reply.js';
import { readBootRequest } from '../bootp/read-boot-request.js';
import { addBootOptions, addressOption, type ReplyOption } from '../bootp/reply-options.js';
import { silent, type Silent, type Verdict } from '../verdict.js';

const { DHCPREQUEST, DHCPINFORM, DHCPACK } = DHCP_MESSAGE_TYPES;

const ACK = Buffer.from([DHCPACK]);

/** The answer goes back to where the question came from: the address and the port (PXE 2.1 §2.2.5). */
export interface BackToAsker {
  readonly to: 'asker';
}

export type BootServerVerdict = Verdict<BootpAnswer, BackToAsker>;

/**
 * A boot server of PXE 2.1 §2.4: a client that has its address asks for its boot file, as a rule for a type of boot
 * server that it chose from a menu. Types that we do not serve are not ours to answer.
 */
export function decideBootServer(situation: BootpSituation): BootServerVerdict {
  const { message } = situation;
  const type = readUint8(message.options, option.DHCP_MESSAGE_TYPE);
  if (type !== DHCPREQUEST && type !== DHCPINFORM) return silent('needs-no-answer', { type: type ?? 'BOOTP' });
  const request = readBootRequest(message);
  if (!request.boots) return silent('not-for-us');
  const networks = readNetworks(situation);
  const network = networkHolding(networks, message.clientAddress) ?? networks[0];
  if (network === undefined) return silent('no-network-on-this-wire');
  if (network.mode === 'off') return silent('network-off', { network: network.name });
  if (network.mode === 'shadow') return silent('shadow', { would: 'DHCPACK of a boot server' });
  const facts = readBootFacts(situation, network, request);
  if ('reason' in facts) return facts;

  const choices = menuChoices(facts);
  const item = readPxeBootItem(message.options.get(option.VENDOR_OPTIONS));
  if (item === undefined && choices.length > 0) {
    // The menu itself; the file comes with the choice.
    const fields = { ...NOTHING_TO_BOOT, nextServer: facts.server };
    return acknowledge(situation, facts, fields, [operatorMenuOption(facts, choices)]);
  }
  const chosen = chooseItem(facts, choices, item);
  if ('reason' in chosen) return chosen;
  return acknowledge(situation, chosen, chooseBootFields(chosen), item === undefined ? [] : [bootItemOption(item)]);
}

/** The facts with the plan that the chosen item stands for. */
function chooseItem(
  facts: BootFacts,
  choices: readonly MenuChoice[],
  item: PxeBootItem | undefined,
): BootFacts | Silent {
  if (item === undefined || choices.length === 0) {
    if (item !== undefined && !isOnlyType(item.type)) return silent('foreign-boot-server-type', { type: item.type });
    return facts.plan.kind === 'none' ? nothingToBoot(facts) : facts;
  }
  const choice = choices.find(({ type }) => type === item.type)?.item;
  if (choice?.kind !== 'file') return silent('foreign-boot-server-type', { type: item.type });
  const plan = chooseFile(facts.request, choice.files, `menu "${choice.label}"`);
  return plan === undefined ? nothingToBoot(facts) : { ...facts, plan };
}

function acknowledge(
  { message, wire }: BootpSituation,
  { plan, server }: BootFacts,
  fields: BootFields,
  extra: readonly ReplyOption[],
): BootServerVerdict {
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, ACK],
    addressOption(option.SERVER_IDENTIFIER, server),
    pxeClassOption(message.options),
    ...extra,
  ];
  addBootOptions(options, message.options, fields);
  addEchoes(options, message.options, true);
  return {
    kind: 'reply',
    destination: { to: 'asker' },
    reply: {
      name: 'boot server DHCPACK',
      server,
      address: addressOf(message.clientAddress),
      file: fields.bootFile === '' ? undefined : fields.bootFile,
      fileSource: plan.kind === 'file' && fields.bootFile !== '' ? plan.source : undefined,
      noFile: undefined,
      why: undefined,
      message: makeReply(message, {
        flags: message.flags,
        clientAddress: ANY_ADDRESS,
        yourAddress: message.clientAddress,
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

const addressOf = (address: Ipv4Address): Ipv4Address | undefined => (address === ANY_ADDRESS ? undefined : address);
