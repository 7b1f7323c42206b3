import type { KnownMachine } from '../../boot/known-machine.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { detailText, type BootEvent } from '../boot-event.js';
import type { Rule } from '../rule.js';
import { fileOf, idsOf, reasonRule, unhealed, withReason } from './scene-events.js';

/** What the inventory says, or does not say, about the machine. */
export const RECORD_RULES: readonly Rule[] = [
  {
    name: 'mac-wrong',
    kind: 'fault',
    finds: 'an unknown hardware address asks, and one that is nearly the same is in the inventory',
    cure: 'Correct the mac of the NIC, or add the machine.',
    source: 'in.rarpd: a wrong MAC in /etc/ethers',
    find(scene) {
      const asked = unhealed(scene, withReason(scene, 'unknown-machine'));
      if (asked.length === 0) return undefined;
      const nearest = scene.findNearest();
      if (nearest === undefined) return undefined;
      const { who } = scene;
      const { hostname } = nearest.machine;
      return {
        sure: 'likely',
        sentence: `no machine in the inventory has the hardware address ${who}, but ${formatMacAddress(nearest.mac)} is in the inventory as ${hostname}: ${nearest.how}`,
        cure: `If this is ${hostname}, correct the mac of its NIC to ${who}; else add the machine.`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'mac-missing',
    kind: 'fault',
    finds: 'an unknown hardware address asks, and none that is nearly the same is in the inventory',
    cure: 'Add the machine, or adopt it: POST /api/v1/sightings/{mac}/adopt.',
    source: 'in.rarpd: a MAC that is not in /etc/ethers',
    find(scene) {
      const asked = unhealed(scene, withReason(scene, 'unknown-machine'));
      if (asked.length === 0 || scene.findNearest() !== undefined) return undefined;
      return {
        sure: 'certain',
        sentence: `no machine in the inventory has the hardware address ${scene.who}, and none has one that is nearly the same`,
        cure: `Add the machine, or adopt it: POST /api/v1/sightings/${scene.who}/adopt.`,
        evidence: idsOf(asked),
      };
    },
  },
  reasonRule({
    name: 'address-missing',
    reasons: ['no-address'],
    sure: 'certain',
    finds: 'the machine is known and has no address',
    sentence: ({ who }) => `${who} is in the inventory but has no address`,
    cure: 'Give its NIC an ip that lies in one of the networks.',
    source: 'in.rarpd: a host that is not in /etc/hosts',
  }),
  reasonRule({
    name: 'wrong-wire',
    reasons: ['no-address-on-this-wire'],
    sure: 'certain',
    finds: 'the machine is known and asks on a wire where none of its addresses lies',
    sentence: ({ who, machine }, event) =>
      `${who} asks on ${event.interface ?? 'this wire'}, where none of its addresses lies${addresses(detailText(event, 'addresses') || addressesOf(machine))}`,
    cure: 'Move its cable (or the VLAN of its switch port) to the right network, or give it an address on this one.',
    source: 'in.rarpd: a wrong address in /etc/hosts, or a cable in the wrong subnet',
  }),
  reasonRule({
    name: 'not-serving',
    reasons: ['network-off', 'shadow', 'no-network-on-this-wire', 'interface-without-address', 'proxy-switched-off'],
    sure: 'certain',
    finds:
      'nobody serves this wire: the network is off, in shadow mode, or not in the inventory, or our interface has no address',
    sentence: ({ who }, event) => `${who} is not served: ${notServing(event)}`,
    cure: "Set the network's mode to known (or REVEILLE_PROXY=on), add the network, or name the relay in its relays.",
    cureOf: ({ reason, detail }) => CURES[detail['relay'] === undefined ? (reason ?? '') : 'unknown-relay'],
    source: 'in.rarpd: the daemon is not running on this interface; tinkerbell/dhcp#67',
  }),
  reasonRule({
    name: 'pool-exhausted',
    reasons: ['pool-exhausted'],
    sure: 'certain',
    finds: 'every address of the pools is taken',
    sentence: ({ who, network }) =>
      `no address is free for ${who}: every address of the pools${network === undefined ? '' : ` of ${network.name}`} is taken`,
    cure: 'Make the pools of the network larger or its leases shorter, or end leases that nobody needs: DELETE /api/v1/leases/{ip}.',
    source: 'RFC 2131 §4.3.1',
  }),
  reasonRule({
    name: 'paused',
    reasons: ['paused'],
    sure: 'certain',
    finds: 'the machine is paused, so every protocol refuses it',
    sentence: ({ who }) => `${who} is paused: booting is refused by every protocol`,
    cure: 'Set boot.mode to always to let it boot.',
    source: 'tinkerbell#223',
  }),
  reasonRule({
    name: 'boot-loop',
    reasons: ['boot-loop'],
    sure: 'certain',
    finds: 'the same loader was fetched again and again with nothing behind it, and the loop was broken',
    sentence: ({ who }, event) =>
      `${who} went round in circles: it fetched the same boot loader again and again${fileOf(event) === '' ? '' : ` (${fileOf(event)})`} and came no further`,
    cure: 'See the timeline for what the loader asked for in vain; then start it anew with POST /api/v1/machines/{id}/install.',
    source: 'danderson/netboot#134, cobbler#1374',
  }),
  reasonRule({
    name: 'install-failed',
    reasons: ['install-failed', 'install-stalled'],
    sure: 'certain',
    finds: 'the installer reported that it failed, or stopped reporting',
    sentence: ({ who }, { reason, detail }) =>
      `the installation of ${who} ${reason === 'install-failed' ? 'failed' : 'stands still: its installer does not report'}${words(detail['because'])}`,
    cure: 'Look at its screen and its log; POST /api/v1/machines/{id}/install starts it again.',
    source: 'cobbler#2015',
  }),
  {
    name: 'two-identities',
    kind: 'trouble',
    finds:
      'one machine was given two addresses in one boot: its firmware, loader and system call themselves by different client ids',
    cure: 'Add the machine to the inventory, so that all of them get its one address; or set matchClientId of the network to false.',
    source: 'coreos/bugs#1432, RFC 4361 §6.3',
    find({ attempt, who }) {
      const given = attempt.events.filter(({ what, ip }) => what === 'DHCPREQUEST -> DHCPACK' && ip !== undefined);
      const different = new Set(given.map(({ ip }) => ip));
      if (different.size < 2 || new Set(given.map((one) => one.interface)).size > 1) return undefined;
      return {
        sure: 'likely',
        sentence: `${who} got ${different.size} addresses in one boot (${[...different].join(', ')})`,
        evidence: idsOf(given),
      };
    },
  },
];

const CURES: Readonly<Record<string, string>> = {
  'network-off': "Set the network's mode to known.",
  shadow: "Set the network's mode to known, and it is answered.",
  'interface-without-address': 'Give our interface an address on the network that it serves.',
  'proxy-switched-off': "Set REVEILLE_PROXY=on, or the network's mode to known.",
  'no-network-on-this-wire':
    'Add the network of this wire with POST /api/v1/networks, or move the cable (or the VLAN of its switch port) to a wire that has one.',
  'unknown-relay': 'Add the network behind that relay with POST /api/v1/networks, or name the relay in its relays.',
};

function notServing(event: BootEvent): string {
  const { reason } = event;
  const relay = detailText(event, 'relay');
  switch (reason) {
    case 'network-off':
      return 'its network is in mode off';
    case 'shadow':
      return 'its network is in mode shadow, which only says what it would have answered';
    case 'interface-without-address':
      return 'our interface on its wire has no IPv4 address';
    case 'proxy-switched-off':
      return 'its network is in mode proxy, and the settings say REVEILLE_PROXY=off';
    default:
      return relay === ''
        ? `no network of the inventory is on ${event.interface ?? 'this wire'}`
        : `no network of the inventory lists the relay ${relay}`;
  }
}

function addressesOf(machine: KnownMachine | undefined): string {
  const all = machine?.nics.flatMap(({ ip }) => (ip === undefined ? [] : [formatIpv4Address(ip)])) ?? [];
  return all.join(', ');
}

const addresses = (text: string): string => (text === '' ? '' : ` (it has ${text})`);
const words = (text: unknown): string => (typeof text === 'string' && text !== '' ? ` (${text})` : '');
