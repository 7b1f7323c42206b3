import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { BenchProblem } from './bench-problem.mjs';

/** Debian's package of each program that a benchmark may need. */
const PACKAGES = {
  // Debian's two TFTP servers exclude each other: one of them can be unpacked (dpkg-deb -x) and put on the PATH.
  atftpd: 'atftpd',
  curl: 'curl',
  dhcpd: 'isc-dhcp-server',
  dnsmasq: 'dnsmasq-base',
  gcc: 'gcc',
  getconf: 'libc-bin',
  'kea-admin': 'kea-admin',
  setpriv: 'util-linux',
  strace: 'strace',
  'in.tftpd': 'tftpd-hpa',
  ip: 'iproute2',
  'kea-dhcp4': 'kea-dhcp4-server',
  nginx: 'nginx-light',
  perfdhcp: 'kea-admin',
  rarpd: 'rarpd',
  sysctl: 'procps',
  taskset: 'util-linux',
  unshare: 'util-linux',
};

/** Administrators' programs are not on every user's PATH. */
const FOLDERS = [...(process.env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The program's path, or undefined. */
export function findProgram(name) {
  for (const folder of FOLDERS.filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // the next folder
    }
  }
  return undefined;
}

/** The program's path; BenchProblem names the package that brings it. */
export function requireProgram(name) {
  const path = findProgram(name);
  if (path === undefined) {
    throw new BenchProblem(`The program ${name} is missing: apt-get install ${PACKAGES[name] ?? name}`);
  }
  return path;
}
