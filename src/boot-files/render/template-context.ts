import type { BootRequest } from '../../boot/boot-request.js';
import { chooseBootPlan } from '../../boot/boot-policy.js';
import { isUrl } from '../../boot/boot-plan.js';
import { chooseProfile } from '../../boot/choose-profile.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import type { TemplateContext } from '../../templates/template-context.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Network } from '../../values/ipv4-network.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { AskingClient } from '../asking-client.js';

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
