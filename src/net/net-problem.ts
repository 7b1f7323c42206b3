import { constants } from 'node:os';

import type { NetProblem } from './net.port.js';

/** In one line, every way to give a process what raw frames and low ports need. */
export const CAPABILITY_REMEDIES =
  'run as root; ' +
  'or setcap cap_net_raw,cap_net_bind_service,cap_net_admin+ep $(readlink -f $(which node)); ' +
  'or in the systemd unit AmbientCapabilities=CAP_NET_RAW CAP_NET_BIND_SERVICE CAP_NET_ADMIN; ' +
  'or in compose.yaml cap_add: [NET_RAW, NET_BIND_SERVICE, NET_ADMIN]';

const NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** The C name of an error number, `ENETUNREACH`. */
export function errnoName(errno: number): string {
  return NAMES.get(errno) ?? `error ${errno}`;
}

/** What a person should read for the errors that a send can meet. */
const SEND_TROUBLE: Readonly<Record<string, string>> = {
  ENETUNREACH: 'there is no route to that address; give the interface an address or the host a route',
  EHOSTUNREACH: 'nobody answers ARP for that address',
  EPERM: 'a firewall rule of this host refuses it; look at the OUTPUT chain of nft or iptables',
  ENETDOWN: 'the interface is down',
  ENODEV: 'the interface is gone',
  ENXIO: 'the interface is gone',
  EMSGSIZE: 'the packet is larger than the interface carries',
  ENOBUFS: "the interface's queue is full",
  EAGAIN: 'the socket buffer stayed full',
  EINVAL: 'the source address is not one of this host',
};

/** Says why packets did not leave, `where` being `UDP port 67 on eth0`. */
export function sendTrouble(where: string, errno: number): string {
  const name = errnoName(errno);
  const advice = SEND_TROUBLE[name];
  return `${where}: could not send (${name})${advice === undefined ? '' : `: ${advice}`}`;
}

/** Raw sockets were refused: EPERM or EACCES from socket(AF_PACKET). */
export function rawFramesRefused(interfaceName: string): NetProblem {
  return {
    code: 'permission',
    capability: 'CAP_NET_RAW',
    sentence: `raw Ethernet frames on ${interfaceName} are not allowed: the capability CAP_NET_RAW is missing`,
  };
}

/** A port below 1024 was refused: EACCES from bind. */
export function lowPortRefused(port: number, interfaceName: string): NetProblem {
  return {
    code: 'permission',
    capability: 'CAP_NET_BIND_SERVICE',
    sentence: `UDP port ${port} on ${interfaceName} is not allowed: the capability CAP_NET_BIND_SERVICE is missing`,
  };
}

/** Who has the port: see `findPortHolder`. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/** Another process has the port and does not share it. */
export function portTaken(
  port: number,
  interfaceName: string,
  holder: PortHolder | undefined,
  setting: string | undefined,
): NetProblem {
  const who =
    holder === undefined
      ? `another program (find it with: ss -ulpn 'sport = :${port}', as root)`
      : `${holder.command} (pid ${holder.pid})`;
  const stop = holder === undefined ? 'stop it' : stopAdvice(holder);
  const instead = setting === undefined ? '' : `, or switch ours off with ${setting}=off`;
  return {
    code: 'address-in-use',
    sentence: `UDP port ${port} on ${interfaceName} is taken by ${who}; ${stop}${instead}`,
  };
}

/** Every port of the range that the settings give to transfers is in use. */
export function rangeTaken(first: number, last: number, interfaceName: string): NetProblem {
  return {
    code: 'address-in-use',
    sentence: `UDP ports ${first}-${last} on ${interfaceName} are all taken; give REVEILLE_TFTP_PORT_RANGE more or other ports`,
  };
}

function stopAdvice(holder: PortHolder): string {
  const service = SERVICES[holder.command];
  return service === undefined ? `stop it (kill ${holder.pid})` : `stop it (systemctl disable --now ${service})`;
}

/** The services that hold our ports on real machines: the process's name and the unit it runs in. */
const SERVICES: Readonly<Record<string, string>> = {
  dhcpd: 'isc-dhcp-server',
  dnsmasq: 'dnsmasq',
  'kea-dhcp4': 'kea-dhcp4-server',
  'in.tftpd': 'tftpd-hpa',
  atftpd: 'atftpd',
  rpcbind: 'rpcbind.socket rpcbind.service',
  'systemd-network': 'systemd-networkd',
  systemd: 'tftp.socket',
};

/** The setting that switches off the responder which wants this port. */
export function settingOf(port: number): string | undefined {
  if (port === 67 || port === 4011) return 'REVEILLE_DHCP';
  if (port === 69) return 'REVEILLE_TFTP';
  if (port === 111) return 'REVEILLE_BOOTPARAMS';
  return undefined;
}

/** Any other failure of a socket call, named so that it can be looked up. */
export function otherProblem(where: string, call: string, errno: number): NetProblem {
  const name = errnoName(errno);
  if (name === 'ENODEV' || name === 'ENXIO') {
    return { code: 'no-device', sentence: `${where}: the interface is gone` };
  }
  if (name === 'EMFILE' || name === 'ENFILE') {
    return { code: 'other', sentence: `${where}: too many open files; raise the limit (ulimit -n, LimitNOFILE=)` };
  }
  return { code: 'other', sentence: `${where}: ${call} failed (${name})` };
}
