import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeCpioArchive } from './cpio-archive.js';
import { runToEnd } from './running-program.js';

/*
 * What a guest boots: Debian's kernel, and an initial RAM disk of one program (busybox) and one script, which prints
 * GUEST_MARKER and the kernel's command line on the serial console and then switches the machine off.
 */

/** Stands at the start of the line that the guest prints; after it comes the kernel's command line. */
export const GUEST_MARKER = 'REVEILLE-GUEST-IS-UP';

/** Kernel parameters with which the guest talks on its serial console and nowhere else. */
export const GUEST_CONSOLE = 'console=ttyS0,115200 quiet loglevel=4';

/** The package whose current version brings a kernel. */
const KERNEL_PACKAGE = 'linux-image-amd64';
const KERNEL_CACHE = join(tmpdir(), 'reveille-guest-kernel');

const INIT = `#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox echo "${GUEST_MARKER} $(/bin/busybox cat /proc/cmdline)"
/bin/busybox poweroff -f
`;

/** A kernel for the guests. */
export interface GuestKernel {
  readonly image: string;
}

/** A gzipped initial RAM disk with the static busybox of this host. */
export async function buildGuestInitrd(busybox = '/bin/busybox'): Promise<Buffer> {
  const archive = encodeCpioArchive([
    { path: 'bin', mode: 0o040755 },
    { path: 'dev', mode: 0o040755 },
    { path: 'proc', mode: 0o040755 },
    { path: 'dev/console', mode: 0o020600, device: [5, 1] },
    { path: 'bin/busybox', mode: 0o100755, content: await readFile(busybox) },
    { path: 'init', mode: 0o100755, content: Buffer.from(INIT) },
  ]);
  return gzipSync(archive, { level: 1 });
}

/**
 * A kernel of this host, else the one of the package linux-image-amd64, which is downloaded and unpacked into a folder
 * under the system's temporary one (kept for the next run) and not installed. Undefined when neither can be had.
 */
export async function findGuestKernel(): Promise<GuestKernel | undefined> {
  return kernelIn('/boot') ?? kernelIn(join(KERNEL_CACHE, 'boot')) ?? (await downloadKernel());
}

function kernelIn(folder: string): GuestKernel | undefined {
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder)
    .filter((file) => /^vmlinuz-.*amd64$/.test(file))
    .sort()
    .at(-1);
  if (name === undefined) return undefined;
  return { image: join(folder, name) };
}

async function downloadKernel(): Promise<GuestKernel | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'reveille-kernel-download-'));
  try {
    const depends = await runToEnd('apt-cache', ['depends', '--important', KERNEL_PACKAGE]);
    const versioned = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (versioned === undefined) return undefined;
    await runToEnd('sh', ['-c', `cd '${folder}' && apt-get -qq download ${versioned}`], 300_000);
    const archive = (await readdir(folder)).find((file) => file.endsWith('.deb'));
    if (archive === undefined) return undefined;
    const unpacked = join(folder, 'unpacked');
    await mkdir(unpacked);
    // Only /boot is wanted of a package that holds 400 MB of modules.
    await runToEnd('sh', [
      '-c',
      `dpkg-deb --fsys-tarfile '${join(folder, archive)}' | tar -x -C '${unpacked}' --wildcards './boot/*'`,
    ]);
    await rm(KERNEL_CACHE, { recursive: true, force: true });
    await rename(unpacked, KERNEL_CACHE);
    return kernelIn(join(KERNEL_CACHE, 'boot'));
  } catch (error) {
    console.warn(`no kernel for the guest: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
