import { detailNumber, detailText, type BootEvent } from '../boot-event.js';
import type { Rule, Scene } from '../rule.js';
import { fetches, fileOf, idsOf, reasonRule, unhealed } from './scene-events.js';

/** Blocks that RFC 1350 can count. */
const BLOCKS = 65_535;
/** An OACK is small; from this block size on it is the first DATA that does not fit a tunnel or VLAN on the way. */
const SMALL_BLOCK = 1_024;
/** Resent blocks of one transfer that are more than an unlucky packet. */
const RESENT = 8;
const RESENT_SHARE = 0.01;

const BEFORE_FIRST_BLOCK = 'transfer timed out before its first block';

/** TFTP: blocks that are lost, too large, or too many. */
export const TRANSFER_RULES: readonly Rule[] = [
  {
    name: 'mtu-stall',
    kind: 'fault',
    finds: 'a transfer stopped at its very first blocks after a block size near the MTU was agreed on',
    cure: 'Make the MTU the same on the whole way (switches, VLANs, tunnels), or limit the block size: REVEILLE_TFTP_MTU=1400.',
    source: 'danderson/netboot#38',
    find(scene) {
      const stalled = unfinished(scene, BEFORE_FIRST_BLOCK).filter(
        (event) => wasSentBlocks(event) && blockSizeOf(scene, event) > SMALL_BLOCK,
      );
      const last = stalled.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'likely',
        sentence: `the transfer of ${fileOf(last)} to ${scene.who} stopped at its first block of ${blockSizeOf(scene, last)} octets: packets of that size do not get through`,
        evidence: idsOf(stalled),
      };
    },
  },
  {
    name: 'tftp-options-refused',
    kind: 'fault',
    finds: 'the client ended the transfer with ERROR 8, or never acknowledged the options that it asked for itself',
    cure: 'The client asks for TFTP options and does not stand them: switch them off for it (REVEILLE_TFTP_REFUSE_OPTIONS), or for all.',
    source: 'crowbar/crowbar-core#1078, u-root#1966',
    find(scene) {
      const refused = fetches(scene).filter(
        (event) =>
          (event.what === 'transfer aborted by client' && event.detail['code'] === 8) ||
          (event.what === BEFORE_FIRST_BLOCK && !wasSentBlocks(event) && optionsOf(scene, event) !== ''),
      );
      const open = refused.filter((event) => !finishedAfter(scene, event) && !askedAgain(scene, event));
      const last = open.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'possible',
        sentence: `${scene.who} asked for ${fileOf(last)} with options (${optionsOf(scene, last)}) and did not go on when they were granted`,
        evidence: idsOf(open),
      };
    },
  },
  reasonRule({
    name: 'block-rollover',
    reasons: ['too-many-blocks'],
    sure: 'certain',
    finds: 'the file has more blocks than the client can count',
    sentence: ({ who }, event) => `${fileOf(event)} has more blocks than ${who} can count`,
    cure: 'Make the file smaller, or serve it by HTTP; REVEILLE_TFTP_ROLLOVER changes how blocks are counted on.',
    source: 'py3tftp#1, uftpd#45',
  }),
  {
    name: 'block-rollover-stall',
    kind: 'fault',
    finds: 'a transfer stopped where the block number passes 65535',
    cure: 'The client counts on from 1 where we count from 0, or not at all: set REVEILLE_TFTP_ROLLOVER, let it ask for larger blocks, or serve the file by HTTP.',
    source: 'uftpd#45, tftp.net#6',
    find(scene) {
      const stopped = unfinished(scene, 'transfer timed out', 'transfer aborted by client').filter((event) => {
        const blocks = (detailNumber(event, 'bytes') ?? 0) / blockSizeOf(scene, event);
        return blocks >= BLOCKS - 64 && blocks <= BLOCKS + 64;
      });
      const last = stopped.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'likely',
        sentence: `the transfer of ${fileOf(last)} to ${scene.who} stopped at block 65535, where the number begins anew`,
        evidence: idsOf(stopped),
      };
    },
  },
  {
    name: 'lossy-path',
    kind: 'trouble',
    finds: 'many blocks of a transfer had to be sent again, or a transfer that had begun timed out',
    cure: 'Look at cable, duplex and errors of the switch port; a smaller window (REVEILLE_TFTP_MAX_WINDOW) helps where a switch drops bursts.',
    source: 'RFC 1350 §2',
    find(scene) {
      const ended = fetches(scene).filter(({ detail }) => detail['resentBlocks'] !== undefined);
      const lossy = ended.filter((event) => {
        const resent = detailNumber(event, 'resentBlocks') ?? 0;
        const blocks = Math.max(1, (detailNumber(event, 'bytes') ?? 0) / blockSizeOf(scene, event));
        return resent >= RESENT && resent / blocks >= RESENT_SHARE;
      });
      const broken = unfinished(scene, 'transfer timed out').filter((event) => (detailNumber(event, 'bytes') ?? 0) > 0);
      const worst = [...lossy, ...broken];
      const last = worst.at(-1);
      if (last === undefined) return undefined;
      const resent = worst.reduce((sum, event) => sum + (detailNumber(event, 'resentBlocks') ?? 0), 0);
      return {
        sure: lossy.length > 0 ? 'likely' : 'possible',
        sentence: `packets are lost on the way to ${scene.who}: ${resent} blocks of ${fileOf(last)} had to be sent again${broken.length > 0 ? ', and the transfer broke off' : ''}`,
        evidence: idsOf(worst),
      };
    },
  },
  {
    name: 'transfer-aborted',
    kind: 'fault',
    finds: 'the client broke a transfer off with an error of its own and did not ask again',
    cure: 'Its words say why: disk or memory full, or a file that it does not like.',
    source: 'RFC 1350 §5',
    find(scene) {
      const open = unfinished(scene, 'transfer aborted by client').filter(
        (event) => (detailNumber(event, 'bytes') ?? 0) > 0,
      );
      const last = open.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'possible',
        sentence: `${scene.who} broke the transfer of ${fileOf(last)} off: ${detailText(last, 'problem') || 'it gave no reason'}`,
        evidence: idsOf(open),
      };
    },
  },
];

/** It had acknowledged the options: the first blocks went out, again and again, and none of them was. */
function wasSentBlocks(event: BootEvent): boolean {
  return (detailNumber(event, 'resentBlocks') ?? 0) > 0;
}

/** Transfers that ended so, where the same file was not fetched afterwards after all. */
function unfinished(scene: Scene, ...phrases: readonly string[]): BootEvent[] {
  const ended = fetches(scene).filter(({ what, protocol }) => protocol === 'tftp' && phrases.includes(what));
  return ended.filter((event) => !finishedAfter(scene, event));
}

function finishedAfter(scene: Scene, event: BootEvent): boolean {
  return fetches(scene).some(
    (later) => later.what === 'transfer complete' && fileOf(later) === fileOf(event) && later.lastAt >= event.lastAt,
  );
}

function askedAgain(scene: Scene, event: BootEvent): boolean {
  return unhealed(scene, [event]).length === 0;
}

/** What was agreed on for this transfer, as the last request for the file before its end tells. */
function requestOf(scene: Scene, event: BootEvent): BootEvent | undefined {
  return fetches(scene).findLast((one) => one.what === 'RRQ' && fileOf(one) === fileOf(event) && one.at <= event.at);
}

function blockSizeOf(scene: Scene, event: BootEvent): number {
  const request = requestOf(scene, event);
  return (request && detailNumber(request, 'blksize')) ?? 512;
}

function optionsOf(scene: Scene, event: BootEvent): string {
  const request = requestOf(scene, event);
  return request === undefined ? '' : detailText(request, 'asked');
}
