import { detailText, type BootEvent } from './boot-event.js';
import { fileRole } from '../boot/file-role.js';
import type { Stage } from './stages.table.js';

const NONE: readonly Stage[] = [];

/** Which steps of a boot an event shows; `DHCPDISCOVER -> DHCPOFFER` shows two. */
export function readStages(event: BootEvent): readonly Stage[] {
  switch (event.protocol) {
    case 'rarp':
      if (isAnnouncement(event)) return NONE;
      return event.outcome === 'answered' ? ['asked', 'offered', 'acknowledged'] : ['asked'];
    case 'bootp':
      if (!event.what.startsWith('BOOTREQUEST')) return NONE;
      return event.outcome === 'answered' ? ['asked', 'offered', 'acknowledged'] : ['asked'];
    case 'dhcp':
      return dhcpStages(event);
    case 'tftp':
    case 'http':
      return fileStages(event);
    case 'bootparams':
      // WHOAMI is only its name; an empty answer is that the record has none.
      return event.outcome === 'answered' && detailText(event, 'file') !== '' ? ['bootparams'] : NONE;
    case 'install':
      return installStages(event);
    default:
      return NONE;
  }
}

/** A hypervisor that shows the switches where a machine is. */
export function isAnnouncement({ protocol, what }: BootEvent): boolean {
  return protocol === 'rarp' && what.startsWith('RARP announcement');
}

/** Does a machine begin here to ask for its address, by whatever protocol? */
export function asksFirst(event: BootEvent): boolean {
  return (
    (event.protocol === 'rarp' && !isAnnouncement(event)) ||
    (event.protocol === 'bootp' && event.what.startsWith('BOOTREQUEST')) ||
    (event.protocol === 'dhcp' && event.what.startsWith('DHCPDISCOVER'))
  );
}

/** Firmware, as against the loader that it started and the system that this started: they ask by DHCP too. */
export function isFirmware(event: BootEvent): boolean {
  if (event.protocol === 'rarp' || event.protocol === 'bootp') return true;
  return detailText(event, 'architecture') !== '' && detailText(event, 'client') !== 'iPXE';
}

function dhcpStages(event: BootEvent): readonly Stage[] {
  const { what, outcome } = event;
  const answered = outcome === 'answered';
  // On a network in mode proxy a system that only wants its address gets it from the other server.
  if (event.reason === 'proxy-gives-no-address') {
    if (what !== 'DHCPREQUEST') return NONE;
    return isOursInVain(event) ? ['requested'] : ['requested', 'acknowledged'];
  }
  if (what.startsWith('DHCPDISCOVER')) return answered ? ['asked', 'offered'] : ['asked'];
  if (what.includes('boot server DHCPACK')) return ['boot-server'];
  if (what === 'DHCPREQUEST -> DHCPACK') return ['requested', 'acknowledged'];
  if (what.startsWith('DHCPREQUEST'))
    return event.reason === 'other-server-chosen' ? ['requested', 'acknowledged'] : ['requested'];
  return NONE;
}

/** In mode proxy a REQUEST that names this appliance: its OFFER had no address, and so the client has none. */
export function isOursInVain(event: BootEvent): boolean {
  return event.reason === 'proxy-gives-no-address' && detailText(event, 'server') !== '';
}

function fileStages(event: BootEvent): readonly Stage[] {
  const { what, reason } = event;
  if (what.startsWith('size probe') || what.startsWith('HEAD -> 200')) return ['size-probe'];
  const ended = what === 'transfer complete';
  const opened =
    event.outcome === 'answered' && reason === undefined && (what === 'RRQ' || what.startsWith('GET -> 20'));
  if (!ended && !opened) return NONE;
  switch (fileRole(detailText(event, 'file'))) {
    case 'script':
      return ended ? ['script'] : NONE;
    case 'kernel':
      return ended ? ['kernel'] : NONE;
    case 'initrd':
      return ended ? ['initrd'] : NONE;
    case 'loader':
      return ended ? ['loader-fetched'] : ['loader-opened'];
    case 'other':
      return NONE;
  }
}

function installStages({ what }: BootEvent): readonly Stage[] {
  if (what.startsWith('installer:')) return ['installer'];
  return what.endsWith('-> done') ? ['done'] : NONE;
}
