import { accessSync, constants, existsSync, readFileSync, readdirSync, statfsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { SYSTEM_LOADERS } from '../boot-files/sources/system-loader.table.js';
import { findPortHolder } from '../net/linux/port-holder.js';
import { portTaken, settingOf } from '../net/net-problem.js';
import type { Settings } from '../settings/settings.js';
import { checkCapabilities } from './check-capabilities.js';
import { checkClock, checkDataDirectory } from './check-data-directory.js';
import { checkInterfaces, type HostInterface } from './check-interfaces.js';
import { good, note, wrong, type Finding } from './finding.js';

/** No clock that is right says less. */
const MADE_AFTER = Date.UTC(2026, 0, 1);

/** Looks at this host as an appliance with these settings would find it; changes nothing. */
export function testHost(settings: Settings): Finding[] {
  return [
    ...checkCapabilities(textOf('/proc/self/status')),
    ...checkPorts(settings),
    ...testSurroundings(settings, settings.interfaces),
  ];
}

/**
 * What a running appliance cannot see by itself: its responders tell of missing capabilities and of ports that are
 * taken. `interfaces`: those that it serves, or is told to serve; undefined: all of this host.
 */
export function testSurroundings(settings: Settings, interfaces: readonly string[] | undefined): Finding[] {
  return [
    ...checkInterfaces({
      interfaces: hostInterfaces(),
      wanted: interfaces,
      inContainer: existsSync('/.dockerenv') || existsSync('/run/.containerenv'),
    }),
    ...checkDataDirectory({
      path: settings.dataDir,
      trouble: writeTrouble(settings.dataDir),
      freeBytes: freeBytesOf(settings.dataDir),
    }),
    checkClock(Date.now(), MADE_AFTER),
    ...(settings.systemLoaders ? [checkLoaders()] : []),
  ];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return ''; // The kernel, or the container, does not show it.
  }
}

function hostInterfaces(): HostInterface[] {
  const addresses = networkInterfaces();
  let names: string[];
  try {
    names = readdirSync('/sys/class/net');
  } catch {
    names = Object.keys(addresses);
  }
  return names.map((name) => ({
    name,
    loopback: name === 'lo',
    up: textOf(`/sys/class/net/${name}/operstate`) !== 'down',
    addresses: (addresses[name] ?? []).flatMap(({ family, cidr }) =>
      family === 'IPv4' && cidr !== null ? [cidr] : [],
    ),
  }));
}

/** Node's own name for its process, by version. */
const OURS = ['node', 'MainThread'];

function checkPorts({ ports, responders }: Settings): Finding[] {
  const wanted = [
    ...(responders.dhcp ? [ports.dhcp] : []),
    ...(responders.proxy ? [ports.proxy] : []),
    ...(responders.tftp ? [ports.tftp] : []),
  ];
  return wanted.map((port) => {
    const holder = findPortHolder(port);
    if (holder === undefined) return good(`nobody that we can see has UDP port ${port}`);
    if (OURS.includes(holder.command)) {
      return good(`UDP port ${port} is that of ${holder.command} (pid ${holder.pid}), most likely this appliance`);
    }
    const [sentence = '', cure = ''] = portTaken(port, 'this host', holder, settingOf(port)).sentence.split('; ');
    return wrong(sentence, cure);
  });
}

/** The folder that is there already; the rest is made at the first start. */
function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function writeTrouble(path: string): string | undefined {
  try {
    accessSync(nearestFolder(path), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'no access';
  }
}

function freeBytesOf(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(nearestFolder(path));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function checkLoaders(): Finding {
  const found = new Set(SYSTEM_LOADERS.filter(({ folder }) => existsSync(folder)).map(({ label }) => label));
  if (found.size > 0) return good(`boot loaders of this host's packages: ${[...found].join(', ')}`);
  return note(
    'no package with boot loaders is installed',
    'apt-get install ipxe pxelinux syslinux-common grub-efi-amd64-signed shim-signed, or put loaders into REVEILLE_TFTP_ROOT',
  );
}
