import { bootsFromDisk, whyNoInstall } from '../../boot/install-answer.js';
import { chooseProfile } from '../../boot/choose-profile.js';
import type { ProfileWithKernel } from '../../boot/known-profile.js';
import { GENERATED_IPXE_SCRIPT, pxeNameOf } from '../../boot/generated-names.js';
import type { AskingClient } from '../asking-client.js';
import { BootFileSource, noSuchFile } from '../boot-file-source.port.js';
import { TEMPLATE_ENDING } from '../boot-file-tree.js';
import { memoryFile, type BootFileLookup } from '../boot-file.js';
import { renderGrubChain } from '../render/grub-chain.render.js';
import { renderIpxeChain } from '../render/ipxe-chain.render.js';
import { renderPxelinuxChain } from '../render/pxelinux-chain.render.js';

/** Makes a loader's configuration, a template, from a profile with a kernel. */
type RenderChain = (profile: ProfileWithKernel) => string;

/**
 * What is made from the profile of the machine that asks: the configuration that each loader looks for, and the
 * profile's own templates as `profiles/<profile>/<file>`. A machine that is to boot from its disk gets none of the
 * configurations, so that the built-in ones lead it there; and once no installer can be running any more, none of the
 * templates.
 */
export class ProfileFilesSource extends BootFileSource {
  override readonly label = 'profile';

  override find(name: string, client: AskingClient): Promise<BootFileLookup> {
    const text = name.endsWith(TEMPLATE_ENDING)
      ? templateFor(name.slice(0, -TEMPLATE_ENDING.length), client)
      : undefined;
    return Promise.resolve(
      text === undefined
        ? noSuchFile(`no profile makes ${name} for this client`)
        : { kind: 'found', file: memoryFile(name, text) },
    );
  }

  /** Loaders write these names as they are, and the names of people's templates are their own. */
  override spell(): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }

  override names(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}

function templateFor(name: string, client: AskingClient): string | undefined {
  const { machine, network } = client;
  const profile = machine === undefined ? network?.unknownProfile : chooseProfile(machine, network);
  if (profile === undefined) return undefined;
  const [folder, owner, file, ...deeper] = name.split('/');
  if (folder === 'profiles') {
    // They hold what only the installer may know; the installed system has the same address.
    if (machine !== undefined && bootsFromDisk(machine, network) && !client.preview) return undefined;
    return owner === profile.name && file !== undefined && deeper.length === 0 && Object.hasOwn(profile.files, file)
      ? profile.files[file]
      : undefined;
  }
  const render = chainFor(name, client);
  if (render === undefined || profile.kernel === undefined) return undefined;
  const fromDisk =
    machine !== undefined && (machine.bootMode === 'local' || whyNoInstall(machine, network) !== undefined);
  return fromDisk ? undefined : render({ ...profile, kernel: profile.kernel });
}

/** Whose configuration is this? Loaders that know their own address ask by it first (PXELINUX, GRUB's net module). */
function chainFor(name: string, { nic }: AskingClient): RenderChain | undefined {
  const own = nic?.mac === undefined ? '' : pxeNameOf(nic.mac);
  switch (name) {
    case 'pxelinux.cfg/default':
    case `pxelinux.cfg/${own}`:
      return renderPxelinuxChain;
    case 'grub/grub.cfg':
    case 'grub.cfg':
    case `grub/grub.cfg-${own}`:
    case `grub.cfg-${own}`:
      return renderGrubChain;
    case GENERATED_IPXE_SCRIPT:
      return renderIpxeChain;
    default:
      return undefined;
  }
}
