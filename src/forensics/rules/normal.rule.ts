import { detailText } from '../boot-event.js';
import { isAnnouncement } from '../read-stages.js';
import type { Rule } from '../rule.js';
import { countOf, fetches, fileOf, idsOf, withReason } from './scene-events.js';

const NOTHING_TO_DO = 'Nothing to do.';

/** What users take for faults, and what is none. */
export const NORMAL_RULES: readonly Rule[] = [
  {
    name: 'size-probe',
    kind: 'normal',
    finds: 'the client asked for the size of a file, broke off, and asked for the file itself',
    cure: NOTHING_TO_DO,
    source: 'pin/tftp#125',
    find(scene) {
      const probes = fetches(scene).filter(
        (event) =>
          event.what.startsWith('size probe') ||
          (event.what === 'transfer aborted by client' &&
            event.detail['bytes'] === 0 &&
            fetches(scene).some(
              (later) => later.what === 'RRQ' && later.at > event.at && fileOf(later) === fileOf(event),
            )),
      );
      if (probes.length === 0) return undefined;
      return {
        sure: 'certain',
        sentence: `${scene.who} asked how large the file is before it fetched it (normal)`,
        evidence: idsOf(probes),
      };
    },
  },
  {
    name: 'optional-names',
    kind: 'normal',
    finds:
      'a loader asks for a row of names that need not be there: pxelinux by UUID, MAC and address, GRUB its modules, shim its revocations, iPXE autoexec.ipxe',
    cure: NOTHING_TO_DO,
    source: 'pxelinux, shim#696, tinkerbell#424',
    find(scene) {
      const asked = withReason(scene, 'optional-file');
      if (asked.length === 0) return undefined;
      return {
        sure: 'certain',
        sentence: `the loader of ${scene.who} asked for ${countOf(asked)} files that it does without (normal)`,
        evidence: idsOf(asked),
      };
    },
  },
  {
    name: 'path-corrected',
    kind: 'normal',
    finds:
      'the client wrote a path with doubled or turned slashes or with garbage behind it, and got the file without a redirection',
    cure: NOTHING_TO_DO,
    source: 'tinkerbell/smee#229',
    find(scene) {
      const corrected = fetches(scene).filter((event) => detailText(event, 'corrected') !== '');
      if (corrected.length === 0) return undefined;
      return {
        sure: 'certain',
        sentence: `${scene.who} wrote a path oddly and got the file all the same (normal)`,
        evidence: idsOf(corrected),
      };
    },
  },
  {
    name: 'switch-notification',
    kind: 'normal',
    finds: 'a hypervisor shows the switches where the machine is (ESXi "Notify Switches", QEMU announce_self)',
    cure: NOTHING_TO_DO,
    source: 'VMware “Notify Switches”, QEMU announce_self',
    find({ attempt, who }) {
      const announced = attempt.events.filter(isAnnouncement);
      if (announced.length === 0 || announced.length === attempt.events.length) return undefined;
      return {
        sure: 'likely',
        sentence: `the RARP frames of ${who} are notifications of its hypervisor to the switches, not its boot ROM (normal)`,
        evidence: idsOf(announced),
      };
    },
  },
];
