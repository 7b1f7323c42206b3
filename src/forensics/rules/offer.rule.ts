import { hasReached } from '../boot-attempt.js';
import { detailNumber, detailText, type BootEvent } from '../boot-event.js';
import { isFirmware } from '../read-stages.js';
import type { Rule, Scene } from '../rule.js';
import { countOf, discovers, fetches, fileOf, idsOf, requests } from './scene-events.js';

/** A ROM asks at 0, 4, 12 and 28 s; the third question in vain is no lost packet any more. */
const QUESTIONS_IN_VAIN = 3;
/** A firmware that has its address asks for its boot file within this time. */
const ASKS_NEXT_MS = 20_000;
const UEFI = /UEFI|EBC/;

/** Between the first question and the acknowledgement: who answers what, and whether the client understands it. */
export const OFFER_RULES: readonly Rule[] = [
  {
    name: 'dual-offer',
    kind: 'fault',
    finds:
      'beside another DHCP server: DISCOVERs of one xid with growing secs, each answered by our OFFER, and neither a REQUEST nor a word on port 4011',
    cure: 'Set options 66 and 67 (or 150) in the other DHCP server to this appliance and its boot file, or let this appliance give the machine its address (mode known), so that one complete offer comes.',
    source: 'garybowers/bootimus#77',
    find(scene) {
      const asked = discovers(scene).filter(({ what }) => what.includes('proxy DHCPOFFER'));
      if (countOf(asked) < QUESTIONS_IN_VAIN || wentOn(scene)) return undefined;
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
      return {
        sure: 'likely',
        sentence: `${scene.who} took its address from ${detailText(chosen[0] as BootEvent, 'server') || 'the other server'} and then asked this appliance for nothing: it went to the other server for its boot file, or nowhere`,
        evidence: idsOf([...offered, ...chosen]),
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
        sentence: `another DHCP server, ${detailText(last, 'server') || 'one that is not ours'}, answers on this network, and ${scene.who} chose it`,
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
    name: 'http-without-url',
    kind: 'fault',
    finds: 'the firmware boots by HTTP and was told a path, or nothing, where it needs a URL',
    cure: 'Set boot.files of this kind (x64-uefi-http and so on) to a whole URL, such as http://10.79.0.1:8080/boot/x.efi.',
    source: 'xcat-core#7743',
    find(scene) {
      const asked = discovers(scene).filter((event) => detailText(event, 'architecture').endsWith('HTTP'));
      const wrong = asked.filter((event) => event.outcome === 'answered' && !/^https?:\/\//i.test(fileOf(event)));
      const last = wrong.at(-1);
      if (last === undefined || wrong.length < asked.length) return undefined;
      return {
        sure: 'certain',
        sentence: `${scene.who} boots by HTTP (${detailText(last, 'architecture')}) and was told ${fileOf(last) === '' ? 'no file' : `the path ${fileOf(last)}`}, where it needs a URL`,
        evidence: idsOf(wrong),
      };
    },
  },
  {
    name: 'unknown-architecture',
    kind: 'fault',
    finds: 'the client calls itself an architecture that the registry does not have, and gets no file',
    cure: 'Set boot.files.default of the machine or its network: every client takes that one.',
    source: 'linuxserver/docker-netbootxyz#8',
    find(scene) {
      const asked = withoutFile(scene).filter((event) =>
        detailText(event, 'architecture').startsWith('unknown architecture'),
      );
      const last = asked.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'certain',
        sentence: `${scene.who} calls itself ${detailText(last, 'architecture')}, for which there is no boot file`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'no-file-for-architecture',
    kind: 'fault',
    finds: 'the client asked for a boot file and was told none, because nothing names one for its architecture',
    cure: 'Set boot.files for this kind of client (GET /api/v1/machines/{id}; docs/boot-files.md lists the keys), or a profile, or lay a well-known loader into the boot file root.',
    source: 'RFC 4578 §2.1',
    find(scene) {
      const asked = withoutFile(scene);
      const last = asked.at(-1);
      if (last === undefined || detailText(last, 'architecture').startsWith('unknown')) return undefined;
      const kind = detailText(last, 'client') || detailText(last, 'architecture') || 'its kind of client';
      return {
        sure: 'certain',
        sentence: `there is no boot file for ${scene.who}, which is ${kind}`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'offer-not-taken',
    kind: 'fault',
    finds: 'OFFERs went out again and again, and no REQUEST came',
    cure: 'Look whether our answers reach the client (firewall, VLAN, switch with DHCP snooping), and whether another server’s offer is the one it wants: reveille probe shows who answers.',
    source: 'danderson/netboot#65',
    find(scene) {
      const asked = offersInVain(scene).filter(
        ({ what, detail }) => !what.includes('proxy') && detail['relay'] === undefined,
      );
      if (countOf(asked) < QUESTIONS_IN_VAIN) return undefined;
      return {
        sure: 'possible',
        sentence: `${scene.who} was offered its address ${countOf(asked)} times and did not take it`,
        evidence: idsOf(asked),
      };
    },
  },
];

/** Firmware that was answered and told no file, where it stayed so. */
function withoutFile({ attempt }: Scene): BootEvent[] {
  const answers = attempt.events.filter(
    (event) =>
      (event.protocol === 'dhcp' || event.protocol === 'bootp') &&
      (isFirmware(event) || detailText(event, 'client') === 'iPXE') &&
      (event.outcome === 'answered' || event.reason === 'nothing-to-boot'),
  );
  const last = answers.at(-1);
  const without = last?.detail['noFile'] === 'no-boot-file' || last?.reason === 'nothing-to-boot';
  return without
    ? answers.filter((event) => event.detail['noFile'] === 'no-boot-file' || event.reason === 'nothing-to-boot')
    : [];
}

function offersInVain(scene: Scene): BootEvent[] {
  return wentOn(scene) ? [] : discovers(scene).filter(({ outcome }) => outcome === 'answered');
}

function wentOn(scene: Scene): boolean {
  return requests(scene).length > 0 || hasReached(scene.attempt, 'boot-server') || fetches(scene).length > 0;
}

function secondsGrow(events: readonly BootEvent[]): boolean {
  const seconds = events.map((event) => detailNumber(event, 'secs') ?? 0);
  return (seconds.at(-1) ?? 0) > (seconds[0] ?? 0);
}
