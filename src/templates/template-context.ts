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

/** The names of one root: none below a text, any below labels (null). */
type NamesBelow<Value> = Value extends string
  ? null
  : string extends keyof Value
    ? null
    : Readonly<Record<keyof Value, true>>;

/** Every name that a template may use, by its root; null where what is below it is not ours to name. */
export const TEMPLATE_NAMES: {
  readonly [Root in keyof TemplateContext]: NamesBelow<NonNullable<TemplateContext[Root]>>;
} = {
  path: null,
  machine: { id: true, hostname: true, fqdn: true, mode: true },
  labels: null,
  nic: { mac: true, pxeName: true, ip: true, hexIp: true },
  network: { name: true, cidr: true, netmask: true, prefixLength: true, gateway: true, dns: true, domain: true },
  server: { address: true, url: true, bootUrl: true, tftpUrl: true },
  install: { token: true, doneUrl: true, failedUrl: true, progressUrl: true },
  profile: null,
  ipxe: { url: true },
};
