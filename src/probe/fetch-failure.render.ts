import type { FetchFailure } from './fetch-failure.js';
import type { Fetched } from './fetch-offered.js';

interface FailedFetch {
  readonly protocol: Fetched['protocol'];
  readonly server: string;
  readonly ours: boolean;
  readonly name: string;
  readonly size: number;
  readonly failure: FetchFailure;
}

/** Why a boot file could not be read, and what to do: by cause, since each has another cure. */
export function renderFetchFailure(failed: FailedFetch): { readonly clause: string; readonly cure: string } {
  const { protocol, server, ours, name, size, failure } = failed;
  const { cause, words } = failure;
  const from = protocol === 'http' ? '' : ` from ${server}`;
  switch (cause) {
    case 'absent':
      return {
        clause: `${name} is not on ${server}: ${words}`,
        cure: ours
          ? 'Add the file (reveille files add), or correct its name in boot.files: reveille files list shows what is there.'
          : 'Lay the file into that server’s boot file root, or correct the name that its offer gives (dhcp-boot, filename, option 67); upper and lower case count.',
      };
    case 'refused':
      return {
        clause: `${server} refuses ${name}: ${words}`,
        cure: ours
          ? 'Its words say why; reveille explain with the machine shows what that machine itself is told.'
          : 'Its words say why: file permissions (tftpd hands out only what everybody may read), a path outside of its root, or a list of clients that this host is not on.',
      };
    case 'closed':
      return {
        clause: `${name} cannot be read${from}: nothing listens at that port (${words})`,
        cure: 'Start the web server there, or correct address and port of the URL.',
      };
    case 'silent':
      return protocol === 'http'
        ? {
            clause: `nothing came of ${name}: ${words}`,
            cure: 'Look whether that host is up, whether a route leads there, and whether a firewall lets that TCP port through.',
          }
        : {
            clause: `nothing came when ${name} was asked of ${server} by TFTP`,
            cure: `Look whether ${server} is the right host (next-server, siaddr, option 66 of the offer), whether a TFTP server runs there, and whether every firewall lets UDP 69 through, and the answers, which come from another port.`,
          };
    case 'broken-off':
      return {
        clause: `${name} broke off after ${size} octets${from}: ${words}`,
        cure: 'Packets of full size get lost on the way: look at the MTU (VLAN, tunnel), and at cable, duplex and errors of the switch ports.',
      };
    case 'unfit':
      return {
        clause: `${name} cannot be read${from}: ${words}`,
        cure: 'Let the offer name a file that firmware can read as it is: an address that it reaches, no redirection, no host name that nobody resolves.',
      };
  }
}
