import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { requireProgram } from '../program.mjs';

/** What a lookup of names and addresses needs of /etc, besides the two files that we write. */
const FROM_ETC = ['nsswitch.conf', 'passwd', 'group', 'ld.so.cache', 'ld.so.conf', 'host.conf', 'localtime'];

/**
 * Debian's rarpd reads /etc/ethers and /etc/hosts. It gets a /etc of its own in a private mount namespace, and a
 * /dev/console that swallows: without a syslogd its messages would go to a console that may be a slow serial line.
 * It puts itself into the background, so it runs in a PID namespace that ends with the process we started.
 */
export const rarpd = {
  name: 'rarpd',
  protocols: ['rarp'],
  /** unshare --fork lets no other signal through; its child, and with it the PID namespace, ends with it. */
  stopSignal: 'SIGKILL',

  prepare(folder, population) {
    requireProgram('rarpd');
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    for (const name of FROM_ETC.filter((file) => existsSync(join('/etc', file)))) {
      cpSync(join('/etc', name), join(etc, name), { dereference: true });
    }
    const machines = [...population];
    writeFileSync(join(etc, 'ethers'), machines.map(({ mac, hostname }) => `${mac} ${hostname}\n`).join(''));
    const hosts = machines.map(({ address, hostname }) => `${address} ${hostname}\n`);
    writeFileSync(join(etc, 'hosts'), `127.0.0.1 localhost\n${hosts.join('')}`);
  },

  command(folder) {
    const script = [
      'mount --bind "$1/etc" /etc',
      'mount --bind /dev/null /dev/console',
      '"$2" -e "$3"',
      'exec sleep infinity',
    ].join(' && ');
    const shell = ['sh', '-c', script, 'sh', folder, requireProgram('rarpd'), SERVER_INTERFACE];
    return { command: [requireProgram('unshare'), '--mount', '--pid', '--fork', '--kill-child', ...shell] };
  },
};
