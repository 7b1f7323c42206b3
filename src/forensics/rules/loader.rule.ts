import { isUrl } from '../../boot/boot-plan.js';
import { chooseProfile } from '../../boot/choose-profile.js';
import { hasReached } from '../boot-attempt.js';
import { detailText, type BootEvent } from '../boot-event.js';
import { fileRole } from '../../boot/file-role.js';
import type { Rule } from '../rule.js';
import { STAGE_TABLE } from '../stages.table.js';
import { NO_BOOTPARAMS } from './bootparams.rule.js';
import { discovers, fetches, fileOf, idsOf, reasonRule, unhealed, withReason } from './scene-events.js';

const SHIM = /(^|[/\\])(shim|boot(x64|aa64|ia32))[^/\\]*\.efi/i;
const SECOND_STAGE = /(^|[/\\])(grub|mm|fb)[^/\\]*\.efi/i;
const IPXE_BINARY = /(ipxe|undionly|snponly)[^/\\]*\.(efi|kpxe|kkpxe|pxe|0)$/i;

/** What a Sun is called in the name of its boot file, C0A80015.SUN4M. */
const HEX_NAME = /(^|[/\\])[0-9a-f]{8}(\.[0-9a-z]{1,8})?$/i;
/** A kernel that wants its initial RAM disk asks for it at once; loaders on slow disks take their time. */
const INITRD_WITHIN_MS = 60_000;

/** From the boot loader on: whether it runs, and what it asks for. */
export const LOADER_RULES: readonly Rule[] = [
  reasonRule({
    name: 'template-error',
    reasons: ['template-error'],
    sure: 'certain',
    finds: 'a boot file that is made from a template could not be made',
    sentence: ({ who }, event) =>
      `the template of ${fileOf(event)} has an error, so ${who} gets nothing: ${firstLine(detailText(event, 'problem'))}`,
    cure: 'Correct the template at that line; GET /api/v1/machines/{id}/render?path= shows the result.',
    source: 'rendered boot files',
  }),
  {
    name: 'ipxe-loop',
    kind: 'fault',
    finds: 'iPXE itself is told to boot iPXE, and does so again',
    cure: 'Set boot.files.ipxe to the script that iPXE shall run: it is found out by option 175 and user class iPXE.',
    source: 'danderson/netboot#77',
    find(scene) {
      const told = scene.attempt.events.filter(
        (event) =>
          detailText(event, 'client') === 'iPXE' && event.outcome === 'answered' && IPXE_BINARY.test(fileOf(event)),
      );
      if (told.length === 0) return undefined;
      return {
        sure: 'certain',
        sentence: `iPXE on ${scene.who} is told to load ${fileOf(told[0] as BootEvent)}, which is iPXE again: it goes round in circles`,
        evidence: idsOf(told),
      };
    },
  },
  {
    name: 'shim-beside-dhcp',
    kind: 'fault',
    finds: 'beside another DHCP server: shim was fetched, and its second stage was never asked for',
    cure: 'shim looks for its second stage on the server that gave the address. Let this appliance give this machine its address (mode known), point next-server of the other server here, or boot by HTTP or by iPXE with its own shim.',
    source: 'rhboot/shim#165',
    find(scene) {
      const shim = scene.attempt.events.filter(
        (event) => event.what === 'transfer complete' && SHIM.test(fileOf(event)),
      );
      const beside = scene.network?.mode === 'proxy' || discovers(scene).some(({ what }) => what.includes('proxy'));
      const second = fetches(scene).some((event) => SECOND_STAGE.test(fileOf(event)));
      const last = shim.at(-1);
      if (last === undefined || !beside || second || scene.now - last.lastAt < 20_000) return undefined;
      return {
        sure: 'likely',
        sentence: `${scene.who} has shim and never asked this appliance for its second stage: shim asks the DHCP server that gave the address`,
        evidence: idsOf(shim),
      };
    },
  },
  {
    name: 'second-stage-path',
    kind: 'fault',
    finds: 'shim was fetched, and what it asked for then is not there',
    cure: 'Put the signed second stage (grubx64.efi, grubaa64.efi) beside shim below the boot file root.',
    source: 'rhboot/shim#696',
    find(scene) {
      const shim = scene.attempt.events.find((event) => event.what === 'transfer complete' && SHIM.test(fileOf(event)));
      if (shim === undefined) return undefined;
      const missing = unhealed(scene, withReason(scene, 'no-such-file')).filter(({ at }) => at >= shim.at);
      const last = missing.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'certain',
        sentence: `shim on ${scene.who} asked for its second stage ${fileOf(last)}, which is not there`,
        evidence: idsOf([shim, ...missing]),
      };
    },
  },
  {
    name: 'missing-file',
    kind: 'fault',
    finds: 'a file was asked for that is not there, no loader does without it, and nothing else was fetched afterwards',
    cure: 'Put the file below the boot file root under this very name, or correct the name in the record, profile or configuration.',
    source: 'RFC 1350 §5, error 1',
    find(scene) {
      const missing = unhealed(
        scene,
        withReason(scene, 'no-such-file', 'not-a-file', 'outside-root', 'unreadable-file'),
      );
      const last = missing.at(-1);
      if (last === undefined) return undefined;
      return {
        sure: 'certain',
        sentence: `${scene.who} asked for ${fileOf(last)}, ${WHY[last.reason ?? ''] ?? 'which cannot be served'}`,
        cure: HEX_NAME.test(fileOf(last))
          ? 'That name is its address in hexadecimal: set boot.files.rarp of the machine to its boot file, or lay the file below the boot file root under this very name.'
          : undefined,
        evidence: idsOf(missing),
      };
    },
  },
  NO_BOOTPARAMS,
  {
    name: 'http-closed',
    kind: 'fault',
    finds:
      'firmware that boots by HTTP asked for the size and never got the whole file: its connections were closed on the way',
    cure: 'Let no proxy or load balancer stand between firmware and this appliance, or one that keeps connections open (HTTP/1.1).',
    source: 'tianocore/edk2#9920',
    find(scene) {
      const http = fetches(scene).filter(({ protocol }) => protocol === 'http');
      const aborted = http.filter(({ what }) => what === 'transfer aborted by client');
      if (aborted.length < 2 || http.some(({ what }) => what === 'transfer complete')) return undefined;
      return {
        sure: 'likely',
        sentence: `${scene.who} began to fetch ${fileOf(aborted[0] as BootEvent)} by HTTP ${aborted.length} times, and each time the connection was closed`,
        evidence: idsOf(aborted),
      };
    },
  },
  {
    name: 'initrd-not-asked-for',
    kind: 'fault',
    finds: 'the kernel of the profile was fetched, and not one of the initial RAM disks that the profile has',
    cure: 'Look whether the configuration that the loader read names the initrd (GET /api/v1/machines/{id}/render?path= shows it), and whether the machine has the memory for it.',
    source: 'Linux: “VFS: Unable to mount root fs on unknown-block(0,0)”',
    find({ attempt, machine, network, now, who }) {
      const initrds = (machine && chooseProfile(machine, network)?.initrds) ?? [];
      const kernel = attempt.events.findLast(
        (event) => event.what === 'transfer complete' && fileRole(fileOf(event)) === 'kernel',
      );
      if (kernel === undefined || initrds.length === 0 || initrds.some(isUrl)) return undefined;
      const asked = attempt.events.some(
        (event) => fileRole(fileOf(event)) === 'initrd' || initrds.some((name) => fileOf(event).endsWith(name)),
      );
      if (asked || now - kernel.lastAt < INITRD_WITHIN_MS) return undefined;
      return {
        sure: 'likely',
        sentence: `${who} has its kernel ${fileOf(kernel)} and never asked for ${initrds.join(', ')}, without which that kernel finds no root file system`,
        evidence: [kernel.id],
      };
    },
  },
  {
    name: 'loader-silent',
    kind: 'fault',
    finds: 'the boot loader was fetched, and nothing was heard of the machine afterwards',
    cure: 'Look at its screen. A loader for another architecture, one that Secure Boot refuses, or one without a driver for this card stops here: try another one (snponly.efi for ipxe.efi, a signed one).',
    source: 'danderson/netboot#38, fog-docs#27',
    find(scene) {
      const { attempt, now } = scene;
      const last = attempt.events.findLast(
        (event) => event.what === 'transfer complete' && fileRole(fileOf(event)) === 'loader',
      );
      if (last === undefined || attempt.events.some(({ at }) => at > last.lastAt)) return undefined;
      if (
        hasReached(attempt, 'kernel', 'second-dhcp') ||
        now - last.lastAt < STAGE_TABLE['loader-fetched'].patienceSeconds * 1000
      )
        return undefined;
      return {
        sure: 'likely',
        sentence: `${scene.who} has fetched ${fileOf(last)} whole, and nothing was heard of it since: the loader did not start, or found no network`,
        evidence: [last.id],
      };
    },
  },
];

const WHY: Readonly<Record<string, string>> = {
  'no-such-file': 'which is not there',
  'not-a-file': 'which is a folder or a special file',
  'outside-root': 'which lies outside the boot file root',
  'unreadable-file': 'which our user may not read',
};

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
