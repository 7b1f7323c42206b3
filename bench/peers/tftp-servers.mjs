import { TFTP_ROOT } from '../folders.mjs';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { SERVER_ADDRESS } from '../population.mjs';
import { requireProgram } from '../program.mjs';

/** The TFTP servers of Debian, each as its manual page says for a read-only server with room for every client. */
const tftpServer = (name, program, words) => ({
  name,
  protocols: ['tftp'],
  prepare: () => void requireProgram(program),
  command: () => ({ command: [requireProgram(program), ...words] }),
});

/** One process per transfer, which leaves the family: their processor time cannot be counted. No windowsize. */
export const tftpdHpa = {
  ...tftpServer('tftpd-hpa', 'in.tftpd', [...['-L', '-s', '-u', 'root', '-a', `${SERVER_ADDRESS}:69`], TFTP_ROOT]),
  countsNoCpu: true,
};

/** One thread per transfer. */
export const atftpd = tftpServer('atftpd', 'atftpd', [
  ...['--daemon', '--no-fork', '--user', 'root', '--group', 'root', '--bind-address', SERVER_ADDRESS],
  ...['--maxthread', '1000', '--logfile', '/dev/null', TFTP_ROOT],
]);

/** One process for all transfers; Debian 12's knows no windowsize. */
export const dnsmasq = tftpServer('dnsmasq', 'dnsmasq', [
  ...['--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--log-facility=/dev/null', '--pid-file'],
  ...['--port=0', `--interface=${SERVER_INTERFACE}`, '--enable-tftp', '--tftp-max=2000', `--tftp-root=${TFTP_ROOT}`],
]);
