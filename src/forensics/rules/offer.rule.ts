import { hasReached } from '../boot-attempt.js';
import { detailNumber, detailText, type BootEvent } from '../boot-event.js';
import type { Rule, Scene } from '../rule.js';
import { isOfAnotherServer } from '../heard-servers.js';
import { isOursInVain } from '../read-stages.js';
import { ARCHITECTURE_RULES } from './architecture.rule.js';
import { countOf, discovers, fetches, idsOf, requests } from './scene-events.js';

/** A ROM asks at 0, 4, 12 and 28 s; the third question in vain is no lost packet any more. */
const QUESTIONS_IN_VAIN = 3;
/** A firmware that has its address asks for its boot file within this time. */
const ASKS_NEXT_MS = 20_000;
const UEFI = /UEFI|EBC/;

/** Between the first question and the acknowledgement: who answers what, and whether the client understands it. */
export const OFFER_RULES: readonly Rule[] = [
  ...ARCHITECTURE_RULES,
  {
    name: 'no-address-server',
    kind: 'fault',
    finds:
      'on a network in mode proxy: our OFFERs of a boot file went out again and again, and nobody was heard that gives the addresses',
    cure: 'Look whether the DHCP server of this network runs and has a free address for this machine: reveille probe shows who answers. If this network has none, set its mode to known or pool, and this appliance gives the addresses.',
    source: 'PXE 2.1 §2.2.3: a proxyDHCP offer has no address',
    byReaction: true,
    find(scene) {
      const offered = proxiedInVain(scene);
      const asked = [...offered, ...requests(scene).filter(isOursInVain)];
      if (offered.length === 0 || countOf(asked) < QUESTIONS_IN_VAIN || othersHeard(scene)) return undefined;
      return {
        sure: 'likely',
        sentence: `${scene.who} was told its boot file, and asked ${countOf(asked)} times in vain for an address: in mode proxy another DHCP server gives the addresses, and none was heard here`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'dual-offer',
    kind: 'fault',
    finds:
      'beside another DHCP server that was heard: DISCOVERs of one xid with growing secs, each answered by our OFFER, and neither a REQUEST nor a word on port 4011',
    cure: 'Set options 66 and 67 (or 150) in the other DHCP server to this appliance and its boot file, or let this appliance give the machine its address (mode known), so that one complete offer comes.',
    source: 'garybowers/bootimus#77',
    byReaction: true,
    find(scene) {
      const asked = proxiedInVain(scene);
      if (countOf(asked) < QUESTIONS_IN_VAIN || !othersHeard(scene)) return undefined;
      const ids = new Set(asked.map(({ detail }) => detail['xid']));
      return {
        sure: ids.size === 1 && secondsGrow(asked) ? 'certain' : 'likely',
        sentence: `the firmware of ${scene.who} does not merge two offers: it got ours and that of the other DHCP server ${countOf(asked)} times and took neither`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'binl-4011',
    kind: 'fault',
    finds:
      'beside another DHCP server: a UEFI firmware took the address of the other server and then asked us for nothing, neither on port 4011 nor for a file',
    cure: 'Look whether the other server sends option 60 "PXEClient" without option 43, and remove it there: the firmware then asks that server on port 4011, where nobody listens. Let UDP 4011 and 69 pass to this appliance.',
    source: 'FOGProject/fog-docs#188',
    byReaction: true,
    find(scene) {
      const offered = discovers(scene).filter(
        (event) => event.what.includes('proxy DHCPOFFER') && UEFI.test(detailText(event, 'architecture')),
      );
      const chosen = requests(scene).filter(({ reason }) => reason === 'other-server-chosen');
      if (
        offered.length === 0 ||
        chosen.length === 0 ||
        scene.now - scene.attempt.lastAt < ASKS_NEXT_MS ||
        hasReached(scene.attempt, 'boot-server') ||
        fetches(scene).length > 0
      )
        return undefined;
      const server = detailText(chosen[0] as BootEvent, 'server') || 'the other server';
      const evidence = idsOf([...offered, ...chosen]);
      if (scene.otherServers.some((other) => other.isBinl && other.server === server)) {
        return {
          sure: 'certain',
          sentence: `${server} sends ${scene.who} option 60 "PXEClient" without option 43, so the firmware asks that server for its boot file on port 4011, and not this appliance`,
          cure: `Remove option 60 from what ${server} sends (dhcpd: vendor-class-identifier; dnsmasq: dhcp-option=60): this appliance says PXEClient itself.`,
          evidence,
        };
      }
      return {
        sure: 'likely',
        sentence: `${scene.who} took its address from ${server} and then asked this appliance for nothing: it went to the other server for its boot file, or nowhere`,
        evidence,
      };
    },
  },
  {
    name: 'foreign-server',
    kind: 'trouble',
    finds: 'on a network where this appliance gives the addresses the client chose another DHCP server',
    cure: 'Find that server and switch it off, or set the network’s mode to proxy if it is meant to be there.',
    source: 'ventoy/PXE#137',
    find(scene) {
      const chosen = requests(scene).filter(({ reason }) => reason === 'other-server-chosen');
      const last = chosen.at(-1);
      if (
        last === undefined ||
        scene.network?.mode === 'proxy' ||
        discovers(scene).some(({ what }) => what.includes('proxy'))
      )
        return undefined;
      return {
        sure: 'certain',
        sentence: `another DHCP server, ${whoIs(scene, detailText(last, 'server'))}, answers on this network, and ${scene.who} chose it`,
        evidence: idsOf(chosen),
      };
    },
  },
  {
    name: 'relay-path',
    kind: 'fault',
    finds: 'through a relay: OFFERs went out again and again, and no REQUEST came',
    cure: 'Look whether the relay can be reached from here (route, firewall, UDP 67 both ways) and whether it passes our answers on to its clients.',
    source: 'tinkerbell/dhcp#67, xcat-core#1222',
    byReaction: true,
    find(scene) {
      const relayed = offersInVain(scene).filter((event) => detailText(event, 'relay') !== '');
      const first = relayed[0];
      if (first === undefined || countOf(relayed) < QUESTIONS_IN_VAIN) return undefined;
      return {
        sure: 'likely',
        sentence: `our offers to ${scene.who} by the relay ${detailText(first, 'relay')} do not arrive: it asked ${countOf(relayed)} times and took none`,
        evidence: idsOf(relayed),
      };
    },
  },
  {
    name: 'offer-not-taken',
    kind: 'fault',
    finds: 'OFFERs went out again and again, and no REQUEST came',
    cure: 'Look whether our answers reach the client (firewall, VLAN, switch with DHCP snooping), and whether another server’s offer is the one it wants: reveille probe shows who answers.',
    source: 'danderson/netboot#65',
    byReaction: true,
    find(scene) {
      const asked = offersInVain(scene).filter(
        ({ what, detail }) => !what.includes('proxy') && detail['relay'] === undefined,
      );
      if (countOf(asked) < QUESTIONS_IN_VAIN) return undefined;
      return {
        sure: countOf(asked) > QUESTIONS_IN_VAIN ? 'likely' : 'possible',
        sentence: `${scene.who} was offered its address ${countOf(asked)} times and did not take it`,
        evidence: idsOf(asked),
      };
    },
  },
];

function proxiedInVain(scene: Scene): BootEvent[] {
  return wentOn(scene) ? [] : discovers(scene).filter(({ what }) => what.includes('proxy DHCPOFFER'));
}

/** A switch keeps unicast answers of others from us: what we did not hear may be there all the same. */
function othersHeard({ attempt, otherServers }: Scene): boolean {
  return otherServers.length > 0 || attempt.events.some(isOfAnotherServer);
}

function offersInVain(scene: Scene): BootEvent[] {
  return wentOn(scene) ? [] : discovers(scene).filter(({ outcome }) => outcome === 'answered');
}

/** `10.79.0.254 (hardware address 02:79:00:00:00:fe)`: what finds its switch port. */
function whoIs({ otherServers }: Scene, server: string): string {
  const mac = otherServers.find((one) => one.server === server)?.mac;
  return `${server || 'one that is not ours'}${mac === undefined ? '' : ` (hardware address ${mac})`}`;
}

function wentOn(scene: Scene): boolean {
  return (
    requests(scene).some((event) => !isOursInVain(event)) ||
    hasReached(scene.attempt, 'boot-server') ||
    fetches(scene).length > 0
  );
}

function secondsGrow(events: readonly BootEvent[]): boolean {
  const seconds = events.map((event) => detailNumber(event, 'secs') ?? 0);
  return (seconds.at(-1) ?? 0) > (seconds[0] ?? 0);
}
