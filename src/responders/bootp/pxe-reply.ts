import { choicesOf, type MenuChoice } from '../../boot/boot-menu.js';
import { readText, type DhcpOptions } from '../../wire/dhcp/dhcp-options.codec.js';
import {
  encodePxeOptions,
  NO_BROADCAST_DISCOVERY,
  NO_MULTICAST_DISCOVERY,
  saysPxe,
  USE_BOOT_FILE,
  type PxeBootItem,
} from '../../wire/pxe/pxe-options.codec.js';
import { RASPBERRY_PI_BOOT } from '../../wire/pxe/raspberry-pi.js';
import type { ClientFacts } from './client-facts.js';
import { PXE_VENDOR_CLASSES } from './firmware-quirk.table.js';
import type { OfferContent } from './offer-strategy.table.js';
import { VENDOR_CLASS, VENDOR_OPTIONS } from './option-codes.js';
import { textOption, type ReplyOption } from './reply-options.js';

export type PxeFacts = Pick<ClientFacts, 'machine' | 'network' | 'server' | 'request' | 'plan'>;

/** The type of the only entry of a menu that we make up. */
const ONLY_TYPE = 0x8000;

/** Unicast to the servers that we list, nothing else: a shout would reach the boot servers of others. */
const LISTED_ONLY = NO_BROADCAST_DISCOVERY | NO_MULTICAST_DISCOVERY;

const isRaspberryPi = ({ request }: PxeFacts): boolean => request.kinds[0] === 'raspberry-pi';

/** What the operator's menu offers this client; empty without a menu, and for clients that show none. */
export function menuChoices(facts: PxeFacts): readonly MenuChoice[] {
  const { machine, network, request, plan } = facts;
  const menu = machine.bootMenu ?? network.bootMenu;
  const refused = plan.kind === 'none' && plan.reason !== 'no-boot-file';
  if (menu === undefined || refused || request.ipxe || request.method === 'http' || isRaspberryPi(facts)) return [];
  if (!request.boots || request.protocol !== 'dhcp') return [];
  return choicesOf(menu, request.kinds);
}

/** Option 60 as the client calls itself (PXE 2.1 §2.2.3: an answer without it is no PXE answer). */
export function pxeClassOption(request: DhcpOptions): ReplyOption {
  const own = readText(request, VENDOR_CLASS) ?? '';
  return textOption(VENDOR_CLASS, PXE_VENDOR_CLASSES.find((name) => own.startsWith(name)) ?? PXE_VENDOR_CLASSES[0]);
}

/** Option 43 with the operator's menu. */
export function operatorMenuOption(facts: PxeFacts, choices: readonly MenuChoice[]): ReplyOption {
  const menu = facts.machine.bootMenu ?? facts.network.bootMenu;
  const value = encodePxeOptions({
    discoveryControl: LISTED_ONLY,
    bootServers: choices.flatMap(({ type, item }) => {
      if (item.kind === 'local') return [];
      return [{ type, addresses: item.kind === 'boot-server' ? item.addresses : [facts.server] }];
    }),
    menu: choices.map(({ type, item }) => ({ type, label: item.label })),
    prompt: { timeoutSeconds: menu?.timeoutSeconds ?? 0, text: menu?.prompt ?? '' },
  });
  return [VENDOR_OPTIONS, value];
}

/** Option 43 of a strategy, when there is no menu of the operator's; undefined when the strategy has none. */
export function strategyOption(facts: PxeFacts, content: OfferContent, file: string): ReplyOption | undefined {
  if (isRaspberryPi(facts)) return [VENDOR_OPTIONS, RASPBERRY_PI_BOOT];
  const { vendorOptions } = content;
  if (vendorOptions === 'none') return undefined;
  if (vendorOptions === 'load-file') return [VENDOR_OPTIONS, encodePxeOptions({ discoveryControl: USE_BOOT_FILE })];
  const label = `Reveille: ${file}`.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 80);
  const value = encodePxeOptions({
    discoveryControl: vendorOptions === 'menu' ? LISTED_ONLY : LISTED_ONLY | USE_BOOT_FILE,
    bootServers: [{ type: ONLY_TYPE, addresses: [facts.server] }],
    menu: [{ type: ONLY_TYPE, label }],
    prompt: { timeoutSeconds: 0, text: label },
  });
  return [VENDOR_OPTIONS, value];
}

/** Option 43 of a boot server's answer: the type that it answers for. */
export function bootItemOption(bootItem: PxeBootItem): ReplyOption {
  return [VENDOR_OPTIONS, encodePxeOptions({ bootItem })];
}

/** Does a boot server of ours answer for this type, when the client has no menu? 0 is "whatever you have". */
export function isOnlyType(type: number): boolean {
  return type === ONLY_TYPE || type === 0;
}

/**
 * What an OFFER or ACK of an address says to PXE firmware beside the boot file: the operator's menu, or what a Raspberry
 * Pi wants to read. Nothing for the others: an answer with option 60 but without 43 sends EDK2 to port 4011 (fog-docs#188).
 */
export function addPxeOptions(reply: ReplyOption[], facts: PxeFacts, request: DhcpOptions): void {
  if (!facts.request.boots) return;
  // What the operator set for the network is the operator's; firmware heeds it only in an answer that says its class.
  const written = reply.find(([code]) => code === VENDOR_OPTIONS);
  if (reply.some(([code]) => code === VENDOR_CLASS)) return;
  if (written !== undefined) {
    const { ipxe, method } = facts.request;
    if (!ipxe && method !== 'http' && saysPxe(written[1])) reply.push(pxeClassOption(request));
    return;
  }
  const choices = menuChoices(facts);
  if (choices.length > 0) reply.push(pxeClassOption(request), operatorMenuOption(facts, choices));
  else if (isRaspberryPi(facts) && facts.plan.kind === 'file') {
    reply.push(pxeClassOption(request), [VENDOR_OPTIONS, RASPBERRY_PI_BOOT]);
  }
}
