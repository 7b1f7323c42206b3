import { detailText, type BootEvent } from '../boot-event.js';
import { isFirmware } from '../read-stages.js';
import type { Rule, Scene } from '../rule.js';
import { discovers, fetches, fileOf, idsOf } from './scene-events.js';

/** Which boot file suits which architecture, as far as names tell. */
export const ARCHITECTURE_RULES: readonly Rule[] = [
  {
    name: 'http-without-url',
    kind: 'fault',
    finds: 'the firmware boots by HTTP and was told no file, where it needs a URL',
    cure: 'Set boot.files of this kind (x64-uefi-http and so on) to a boot file, which we tell as a URL of ours, or to a whole URL.',
    source: 'xcat-core#7743',
    find(scene) {
      const asked = discovers(scene).filter((event) => detailText(event, 'architecture').endsWith('HTTP'));
      const wrong = asked.filter((event) => event.outcome === 'answered' && fileOf(event) === '');
      const last = wrong.at(-1);
      if (last === undefined || wrong.length < asked.length) return undefined;
      return {
        sure: 'certain',
        sentence: `${scene.who} boots by HTTP (${detailText(last, 'architecture')}) and was told no file, where it needs a URL`,
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
        cure:
          kind === 'iPXE'
            ? 'Set boot.files.ipxe of the machine or its network to the script that iPXE shall run, or give it a profile, for which that script is made.'
            : undefined,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'wrong-architecture',
    kind: 'fault',
    finds: 'the boot file that the firmware was told is by its name one for another architecture',
    cure: 'Set boot.files for this kind of client (docs/boot-files.md lists the keys), and leave boot.files.default to what every client can run.',
    source: 'linuxserver/docker-netbootxyz#8, ipxe.org: undionly.kpxe is for a BIOS',
    find(scene) {
      const told = scene.attempt.events.filter(
        (event) => isFirmware(event) && event.outcome === 'answered' && misfit(event) !== undefined,
      );
      const last = told.at(-1);
      if (last === undefined || fetches(scene).some((event) => isAnotherFile(event, fileOf(last)))) return undefined;
      return {
        sure: 'likely',
        sentence: `${scene.who} is ${detailText(last, 'architecture')} and was told ${fileOf(last)}, which is ${misfit(last) ?? ''}: its firmware cannot run it`,
        evidence: idsOf(told),
      };
    },
  },
];

/** What loaders are called that a BIOS starts: bare code, without the header of a UEFI program. */
const BIOS_LOADER = /\.(0|k?kpxe|pxe|n12)$|(^|[/\\])(undionly|pxelinux|pxeboot)\b[^/\\]*(?<!\.efi)$/i;
const UEFI_LOADER = /\.efi(\.signed)?$/i;
/** Processors in names of UEFI programs, and how the registry's names for those architectures begin. */
const PROCESSORS: readonly (readonly [name: RegExp, architecture: RegExp, words: string])[] = [
  [/(x64|x86_64|amd64)[^/\\]*$/i, /^(x64|EBC)/, 'for x64'],
  [/(aa64|aarch64|arm64)[^/\\]*$/i, /^ARM 64/, 'for ARM 64-bit'],
  [/(ia32|i386)[^/\\]*$/i, /^x86 UEFI/, 'for 32-bit x86'],
  [/(riscv64)[^/\\]*$/i, /^RISC-V 64/, 'for RISC-V 64-bit'],
];

/** What the file is that this firmware was told; undefined when its name does not tell, or suits it. */
function misfit(event: BootEvent): string | undefined {
  const architecture = detailText(event, 'architecture');
  const file = fileOf(event);
  if (architecture === 'x86 BIOS') return UEFI_LOADER.test(file) ? 'a UEFI program' : undefined;
  if (!/UEFI|^EBC/.test(architecture)) return undefined;
  if (BIOS_LOADER.test(file)) return 'a loader for a BIOS';
  if (!UEFI_LOADER.test(file)) return undefined;
  const other = PROCESSORS.find(([name]) => name.test(file));
  return other === undefined || other[1].test(architecture) ? undefined : `a UEFI program ${other[2]}`;
}

/** Something that only a loader which runs asks for. */
function isAnotherFile(event: BootEvent, file: string): boolean {
  return (
    event.reason === undefined && fileOf(event) !== '' && !file.endsWith(fileOf(event)) && !fileOf(event).endsWith(file)
  );
}

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
