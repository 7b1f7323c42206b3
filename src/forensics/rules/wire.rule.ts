import { detailNumber, detailText, type BootEvent } from '../boot-event.js';
import { asksFirst } from '../read-stages.js';
import type { Rule } from '../rule.js';
import { hasReached } from '../boot-attempt.js';
import { countOf, idsOf, reasonRule } from './scene-events.js';

/** A port that learns first is closed for two times 15 s (IEEE 802.1D); a card needs a few seconds for its link. */
const LATE_SECONDS = 15;
/** Clients ask once or twice; some ask on until the first answer was read. */
const RARP_REPLIES = 4;
/** More than this is no clock that began with this boot. */
const MOST_SECONDS = 600;

/** The wire itself: who else is on it, and whether it lets anything through. */
export const WIRE_RULES: readonly Rule[] = [
  {
    name: 'spanning-tree',
    kind: 'trouble',
    finds:
      'the first question that was heard says that the client had been asking for many seconds: its switch port let nothing through until then',
    cure: 'Set the switch port to portfast (an edge port, rapid spanning tree): ports of end hosts need not wait 30 s.',
    source: 'ipxe#1337, xcat-core#1638',
    find({ attempt, who }) {
      const first = attempt.events.find((event) => event.protocol !== 'arp');
      if (first === undefined || !asksFirst(first)) return undefined;
      const seconds = secondsOf(first);
      if (seconds < LATE_SECONDS || seconds > MOST_SECONDS) return undefined;
      const port = detailText(first, 'relayAgent');
      return {
        sure: 'likely',
        sentence: `${who} had been asking for ${seconds} s when its first packet arrived: its switch port${port === '' ? '' : ` (${port})`} held it back (spanning tree), or the link came late`,
        evidence: [first.id],
      };
    },
  },
  reasonRule({
    name: 'address-conflict',
    kind: 'trouble',
    reasons: ['address-conflict', 'declined'],
    sure: 'certain',
    finds: 'another host claims the machine’s address (RFC 5227), or the client declined it',
    sentence: ({ who }, event) =>
      `another host uses the address ${event.ip ?? detailText(event, 'address')} of ${who}${detailText(event, 'other') === '' ? '' : `: ${detailText(event, 'other')}`}`,
    cure: 'Find the other host by its hardware address and give one of them another address.',
    cureOf: (event) =>
      detailText(event, 'other') === ''
        ? `Find the other host (arping ${event.ip ?? detailText(event, 'address')} on that network shows its hardware address), and give one of them another address.`
        : undefined,
    source: 'RFC 5227',
  }),
  reasonRule({
    name: 'flapping-link',
    kind: 'trouble',
    reasons: ['flapping-link'],
    sure: 'possible',
    finds: 'the machine announces itself over and over',
    sentence: ({ who }) => `${who} announces itself over and over, as on a link that comes and goes`,
    cure: 'Look at the cable and at the port of the switch.',
    source: 'RFC 5227',
  }),
  {
    name: 'container-network',
    kind: 'fault',
    finds: 'the appliance runs on the private network of a container engine, and a machine that asked came no further',
    cure: 'Run the container with network_mode: host (compose) or --network host, or on a macvlan network.',
    source: 'pi-hole/docker-pi-hole#355, moby#37460',
    byReaction: true,
    find({ attempt, contained, who }) {
      const asked = attempt.events.filter(asksFirst);
      if (!contained || asked.length === 0 || hasReached(attempt, 'requested', 'loader-opened')) return undefined;
      return {
        sure: 'likely',
        sentence: `this appliance runs on the private network of a container engine: its answers do not reach ${who}`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'rarp-reply-lost',
    kind: 'fault',
    finds: 'RARP replies went out again and again, and the machine went on asking',
    cure: 'Look whether another RARP server answers first, and whether the switch lets our unicast replies through.',
    source: 'rarpd(8): Suns take the first server that answers for their boot server',
    byReaction: true,
    find({ attempt, who }) {
      const answered = attempt.events.filter((event) => event.protocol === 'rarp' && event.outcome === 'answered');
      const others = attempt.events.some(({ protocol }) => protocol !== 'rarp' && protocol !== 'arp');
      if (others || countOf(answered) < RARP_REPLIES) return undefined;
      return {
        sure: countOf(answered) > RARP_REPLIES ? 'likely' : 'possible',
        sentence: `${who} was told its address ${countOf(answered)} times by RARP and never asked for a boot file`,
        evidence: idsOf(answered),
      };
    },
  },
];

/** secs of the packet. Some ROMs write it with its octets turned round: 4 s are 1024 then. */
function secondsOf(event: BootEvent): number {
  const seconds = detailNumber(event, 'secs') ?? 0;
  return seconds >= 256 && seconds % 256 === 0 ? seconds / 256 : seconds;
}
