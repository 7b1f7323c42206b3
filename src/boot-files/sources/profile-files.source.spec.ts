import { describe, expect, it } from 'vitest';
import { ip, labMachine, labNetwork, labProfile } from '../../../test/fakes/known-lab.js';
import { NO_INSTALL } from '../../boot/install-state.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import type { AskingClient } from '../asking-client.js';
import { BootFileTree } from '../boot-file-tree.js';
import { wantedNames } from '../wanted-names.js';
import { ProfileFilesSource } from './profile-files.source.js';

const DEBIAN = labProfile({
  kernel: 'debian-12/linux',
  initrds: ['debian-12/initrd.gz', 'debian-12/firmware.cpio'],
  commandLine: 'auto=true hostname={{ machine.hostname }}',
  files: { 'preseed.cfg': 'wget --post-data=ok {{ install.doneUrl }}\n' },
});
const MAC = '02:00:00:00:00:01';
const OWN = '01-02-00-00-00-00-01';

function clientOf(over: Partial<KnownMachine> = {}): AskingClient {
  const base = labMachine({ profile: DEBIAN, nics: [{ mac: MAC, ip: '10.79.0.21' }] });
  const machine = { ...base, install: { ...NO_INSTALL, token: 'secret' }, ...over };
  return {
    address: ip('10.79.0.21'),
    machine,
    nic: machine.nics[0],
    network: labNetwork(),
    serverAddress: ip('10.79.0.1'),
    preview: false,
  };
}

async function served(name: string, client = clientOf()): Promise<string> {
  const wanted = wantedNames(name, undefined);
  if (!wanted.ok) throw new Error(wanted.error);
  const found = await new BootFileTree([new ProfileFilesSource()], 8080).find(wanted.value, client);
  if (found.kind === 'none') return found.reason;
  return found.file.kind === 'memory' ? Buffer.from(found.file.bytes).toString() : 'a file';
}

const PXELINUX = `# profile debian-12
DEFAULT boot
PROMPT 0
TIMEOUT 0
LABEL boot
  KERNEL ::debian-12/linux
  INITRD ::debian-12/initrd.gz,::debian-12/firmware.cpio
  APPEND auto=true hostname=ultra10
`;
const GRUB = `# profile debian-12
set timeout=0
set base=""
if [ "$root" = "http,10.79.0.1:8080" ]; then set base="/boot"; fi
menuentry "debian-12" {
  linux $base/debian-12/linux auto=true hostname=ultra10
  initrd $base/debian-12/initrd.gz $base/debian-12/firmware.cpio
}
`;
const IPXE = `#!ipxe
# profile debian-12
kernel http://10.79.0.1:8080/boot/debian-12/linux initrd=initrd.gz initrd=firmware.cpio auto=true hostname=ultra10 || goto failed
initrd http://10.79.0.1:8080/boot/debian-12/initrd.gz || goto failed
initrd http://10.79.0.1:8080/boot/debian-12/firmware.cpio || goto failed
boot || goto failed
:failed
echo debian-12 cannot be booted; going on to the next boot device
exit 1
`;

describe('from one profile comes', () => {
  it.each([
    ['what PXELINUX asks for by its address', `pxelinux.cfg/${OWN}`, PXELINUX],
    ['what PXELINUX asks for last', 'pxelinux.cfg/default', PXELINUX],
    ['what GRUB asks for by its address', `grub/grub.cfg-${OWN}`, GRUB],
    ['what signed GRUB asks for', 'grub/grub.cfg', GRUB],
    ['what iPXE is told', 'boot.ipxe', IPXE],
    [
      'its own template',
      'profiles/debian-12/preseed.cfg',
      'wget --post-data=ok http://10.79.0.1:8080/boot/done/secret\n',
    ],
  ])('%s', async (_, name, text) => {
    expect(await served(name)).toBe(text);
  });

  it.each([
    ['for another machine’s address', 'pxelinux.cfg/01-02-00-00-00-00-02', {}],
    ['of another profile', 'profiles/fedora/preseed.cfg', {}],
    ['of a name that objects have anyway', 'profiles/debian-12/constructor', {}],
    ['for a machine without a profile', 'boot.ipxe', { profile: undefined }],
    ['for a profile without a kernel', 'boot.ipxe', { profile: labProfile() }],
    ['for a machine that boots from its disk', 'boot.ipxe', { bootMode: 'local' as const }],
    [
      'for one that is installed',
      `pxelinux.cfg/${OWN}`,
      { bootMode: 'once' as const, install: { ...NO_INSTALL, state: 'done' as const } },
    ],
    [
      'of its templates for a machine that boots from its disk',
      'profiles/debian-12/preseed.cfg',
      { bootMode: 'local' as const },
    ],
    [
      'of its templates for one that is installed: whoever is on it now could read them',
      'profiles/debian-12/preseed.cfg',
      { bootMode: 'once' as const, install: { ...NO_INSTALL, token: 'secret', state: 'done' as const } },
    ],
    [
      'for one whose installer was started',
      'grub.cfg',
      { bootMode: 'once' as const, install: { ...NO_INSTALL, state: 'stalled' as const, starts: 1 } },
    ],
  ])('nothing %s', async (_, name, over) => {
    expect(await served(name, clientOf(over))).toBe('no-such-file');
  });

  it('its templates as long as an installer may be running, and for an operator who looks', async () => {
    const name = 'profiles/debian-12/preseed.cfg';
    for (const state of ['loader', 'installing', 'stalled', 'failed'] as const) {
      const install = { ...NO_INSTALL, token: 'secret', state, starts: 1 };
      expect(await served(name, clientOf({ bootMode: 'once', install }))).toContain('done/secret');
    }
    expect(await served(name, { ...clientOf({ bootMode: 'local' }), preview: true })).toContain('done/secret');
  });

  it('URLs as they are, for GRUB in its own words', async () => {
    const profile = labProfile({ kernel: 'http://mirror.example:81/d/linux' });
    expect(await served('boot.ipxe', clientOf({ profile }))).toContain('kernel http://mirror.example:81/d/linux ||');
    expect(await served('grub.cfg', clientOf({ profile }))).toContain('linux (http,mirror.example:81)/d/linux\n');
  });

  it('what unknown hosts of a network boot', async () => {
    const unknown = { ...clientOf(), machine: undefined, nic: undefined };
    const profile = { ...DEBIAN, commandLine: 'quiet' };
    expect(await served('boot.ipxe', unknown)).toBe('no-such-file');
    expect(await served('boot.ipxe', { ...unknown, network: labNetwork({ unknownProfile: profile }) })).toContain(
      'quiet',
    );
  });
});
