import type { BootRequest } from '../../boot/boot-request.js';
import { chooseBootPlan } from '../../boot/boot-policy.js';
import { isUrl } from '../../boot/boot-plan.js';
import { chooseProfile } from '../../boot/known-profile.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Network } from '../../values/ipv4-network.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { AskingClient } from '../asking-client.js';

/** What is not known is null: a template may ask `{% if network.gateway %}`; a name that does not exist is an error. */
export interface TemplateContext {
  /** The file that was asked for: its name in the tree. */
  readonly path: string;
  /** Null for a host that is not in the inventory. */
  readonly machine: {
    readonly id: number;
    readonly hostname: string;
    /** The host name with the network's domain behind it, unless it has one. */
    readonly fqdn: string;
    readonly mode: string;
  } | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly nic: {
    /** `08:00:20:8e:48:de`; null for an address that the record ties to no MAC. */
    readonly mac: string | null;
    /** `01-08-00-20-8e-48-de`, as pxelinux and GRUB write it. */
    readonly pxeName: string | null;
    readonly ip: string;
    /** `C0A80015` */
    readonly hexIp: string;
  } | null;
  readonly network: {
    readonly name: string;
    readonly cidr: string;
    readonly netmask: string;
    readonly prefixLength: number;
    readonly gateway: string | null;
    readonly dns: readonly string[];
    readonly domain: string | null;
  } | null;
  /** This appliance as the machine reaches it. */
  readonly server: {
    readonly address: string;
    /** `http://10.79.0.1:8080` */
    readonly url: string;
    /** Where boot files are: `http://10.79.0.1:8080/boot` */
    readonly bootUrl: string;
    readonly tftpUrl: string;
  } | null;
  /** Where the installer reports: `wget --post-data=ok {{ install.doneUrl }}`. Null until the machine is to boot. */
  readonly install: {
    readonly token: string;
    readonly doneUrl: string;
    readonly failedUrl: string;
    readonly progressUrl: string;
  } | null;
  /** Name of the profile that the machine boots by; null for none. */
  readonly profile: string | null;
  /** What iPXE is to chain to, as the record or its network says; null when nothing is said. */
  readonly ipxe: { readonly url: string } | null;
}

/** iPXE itself asks; which firmware loaded it is not known here. */
const IPXE_BOOT: BootRequest = {
  protocol: 'dhcp',
  boots: true,
  architecture: undefined,
  kinds: ['ipxe'],
  method: 'http',
  ipxe: true,
  askedFile: '',
};

/** Everything that a template may say about whom it is for. */
export function templateContext(path: string, client: AskingClient, httpPort: number): TemplateContext {
  const { machine, nic, network, serverAddress } = client;
  const server = serverAddress === undefined ? null : serverFacts(serverAddress, httpPort);
  return {
    path,
    machine: machine === undefined ? null : machineFacts(machine, network),
    labels: machine?.labels ?? {},
    nic: nic === undefined ? null : nicFacts(nic, client.address),
    network: network === undefined ? null : networkFacts(network),
    server,
    install: machine === undefined || server === null ? null : installFacts(machine, server.bootUrl),
    profile: machine === undefined ? null : (chooseProfile(machine, network)?.name ?? null),
    ipxe: machine === undefined || server === null ? null : ipxeFacts(machine, network, server.bootUrl, path),
  };
}

function installFacts({ install: { token } }: KnownMachine, bootUrl: string): TemplateContext['install'] {
  if (token === undefined) return null;
  const report = (what: string): string => `${bootUrl}/${what}/${token}`;
  return { token, doneUrl: report('done'), failedUrl: report('failed'), progressUrl: report('progress') };
}

function serverFacts(address: Ipv4Address, httpPort: number): NonNullable<TemplateContext['server']> {
  const text = formatIpv4Address(address);
  const url = `http://${text}${httpPort === 80 ? '' : `:${httpPort}`}`;
  return { address: text, url, bootUrl: `${url}/boot`, tftpUrl: `tftp://${text}` };
}

function machineFacts(
  { id, hostname, bootMode }: KnownMachine,
  network: KnownNetwork | undefined,
): TemplateContext['machine'] {
  const domain = hostname.includes('.') ? undefined : network?.domain;
  return { id, hostname, fqdn: domain === undefined ? hostname : `${hostname}.${domain}`, mode: bootMode };
}

function nicFacts({ mac }: KnownNic, address: Ipv4Address): TemplateContext['nic'] {
  const text = mac === undefined ? null : formatMacAddress(mac);
  return {
    mac: text,
    pxeName: text === null ? null : `01-${text.replaceAll(':', '-')}`,
    ip: formatIpv4Address(address),
    hexIp: address.toString(16).toUpperCase().padStart(8, '0'),
  };
}

function networkFacts({ name, cidr, gateway, dns, domain }: KnownNetwork): TemplateContext['network'] {
  return {
    name,
    cidr: formatIpv4Network(cidr),
    netmask: formatIpv4Address(cidr.mask),
    prefixLength: cidr.prefixLength,
    gateway: gateway === undefined ? null : formatIpv4Address(gateway),
    dns: dns.map(formatIpv4Address),
    domain: domain ?? null,
  };
}

function ipxeFacts(
  machine: KnownMachine,
  network: KnownNetwork | undefined,
  bootUrl: string,
  path: string,
): TemplateContext['ipxe'] {
  const plan = chooseBootPlan({ request: IPXE_BOOT, machine, network, fileExists: () => false });
  if (plan.kind === 'none') return null;
  const url = isUrl(plan.file) ? plan.file : `${bootUrl}/${plan.file.replace(/^\/+/, '')}`;
  // A script that chains to itself would go on for ever.
  return url === `${bootUrl}/${path}` ? null : { url };
}
