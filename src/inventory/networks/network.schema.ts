import { z } from 'zod';
import { pageQuery } from '../../api/paging.js';
import { strictObject } from '../../api/strict-object.js';
import { NETWORK_MODES, type NetworkMode } from '../../boot/known-machine.js';
import { DEFAULT_RARP_BEHAVIOUR, RARP_PROFILES, VIRTUAL_MACHINES } from '../../boot/rarp-behaviour.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Network, isHostAddressOf, type Ipv4Network } from '../../values/ipv4-network.js';
import { networkBoot } from '../boot.schema.js';
import {
  cidrField,
  domainField,
  hostAddressField,
  ipv4Field,
  readBy,
  readHostName,
  readOnlyFields,
} from '../fields.schema.js';
import { parseIpv4Address } from '../../values/ipv4-address.js';
import { writtenOptions } from '../written-option.schema.js';

const SHORTEST_LEASE = 60;
/** 2³²−1 means "for ever" on the wire (RFC 2131 §3.3), which a known machine's address is anyway. */
const LONGEST_LEASE = 0xffff_fffe;

/** Bytes of one file that comes by TFTP: a configuration or a log; at most what any disk image has. */
const DEFAULT_UPLOAD = 16 * 1024 * 1024;
const LARGEST_UPLOAD = 2 ** 40;

const MODES =
  'the modes are known (answer machines of the inventory), pool (also anybody else, from the pools), proxy (beside another DHCP server: only say what to boot), shadow (listen and write down what would have been said) and off';

function unknownMode(mode: unknown): string {
  return typeof mode === 'string' ? `there is no mode ${JSON.stringify(mode)}; ${MODES}` : `must be a string; ${MODES}`;
}

const seconds = z
  .number()
  .int('must be a whole number of seconds')
  .min(SHORTEST_LEASE, `must be at least ${SHORTEST_LEASE} seconds`)
  .max(LONGEST_LEASE, `must be at most ${LONGEST_LEASE} seconds (4294967295 would mean for ever, RFC 2131 §3.3)`);
const timer = z
  .number()
  .int('must be a whole number of seconds')
  .min(1, 'must be at least 1 second')
  .max(LONGEST_LEASE);

const addressRange = strictObject({ from: ipv4Field, to: ipv4Field }).refine(
  ({ from, to }) => from <= to,
  'ends before it begins',
);

/** How RARP is answered here. */
const rarpBehaviour = strictObject({
  profile: z
    .enum(RARP_PROFILES, { error: 'the profiles are standard, solaris and bsd' })
    .default(DEFAULT_RARP_BEHAVIOUR.profile)
    .meta({
      description:
        'standard: known machines, at once; solaris: those without a boot file here after three seconds; bsd: those without a boot file not at all',
    }),
  virtualMachines: z
    .enum(VIRTUAL_MACHINES, { error: 'some, none or all' })
    .default(DEFAULT_RARP_BEHAVIOUR.virtualMachines)
    .meta({ description: 'Whose hosts may announce them with RARP frames: some of the machines, none or all' }),
});

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?$/;

const NAME_RULE = 'must be 1 to 63 letters, digits, spaces, ".", "_" and "-", with a letter or digit at both ends';

const serverNameField = readBy<string>(
  (text) => (parseIpv4Address(text).ok ? { ok: true, value: text } : readHostName(text)),
  {
    description: 'Name of the TFTP server for boot clients (option 66): a host name or an address',
    example: 'boot1',
  },
);

const shape = {
  name: z
    .string()
    .regex(NAME, NAME_RULE)
    .meta({ description: 'Unique, without case', examples: ['lab'] }),
  cidr: cidrField,
  sharedNetwork: z
    .string()
    .regex(NAME, NAME_RULE)
    .optional()
    .meta({ description: 'Networks with the same name here are on one wire', examples: ['wire1'] }),
  interface: z
    .string()
    .regex(/^[^\s/:]{1,15}$/, 'must be the name of an interface, such as eth1')
    .optional()
    .meta({
      description: 'Our interface on its wire; the one that has an address in the CIDR when left out',
      examples: ['eth1'],
    }),
  mode: z
    .enum(NETWORK_MODES, { error: (issue) => unknownMode(issue.input) })
    .default('known' satisfies NetworkMode)
    .meta({
      description:
        'known: answer machines of the inventory; pool: also anybody else, from the pools; proxy: beside another DHCP server, say what to boot; shadow: write down what would have been said; off',
    }),
  authoritative: z
    .boolean()
    .default(true)
    .meta({ description: 'May clients that ask for an address which is wrong here be told so (DHCPNAK)?' }),
  gateway: hostAddressField.optional().meta({ description: 'The router (option 3)', examples: ['10.79.0.2'] }),
  dns: z
    .array(hostAddressField)
    .max(16)
    .default([])
    .meta({ description: 'Name servers (option 6)', examples: [['10.79.0.1']] }),
  domain: domainField.optional(),
  leaseSeconds: seconds.default(3600).meta({ description: 'How long a lease lasts (option 51)' }),
  minLeaseSeconds: seconds
    .optional()
    .meta({ description: 'The shortest lease that a client may ask for; leaseSeconds when left out' }),
  maxLeaseSeconds: seconds
    .optional()
    .meta({ description: 'The longest lease that a client may ask for; leaseSeconds when left out' }),
  uploads: strictObject({
    enabled: z.boolean().default(false),
    maxBytes: z
      .number()
      .int('must be a whole number of bytes')
      .min(1, 'must be at least 1 byte')
      .max(LARGEST_UPLOAD, `must be at most ${LARGEST_UPLOAD} bytes`)
      .default(DEFAULT_UPLOAD),
  })
    .optional()
    .meta({
      description: 'May clients of this network send files by TFTP, which knows no password, into data/tftp-uploads?',
      examples: [{ enabled: true, maxBytes: DEFAULT_UPLOAD }],
    }),
  matchClientId: z.boolean().default(true).meta({
    description:
      'Are clients that are in no record told apart by their client id (option 61), or, when false, by their MAC alone?',
  }),
  t1Seconds: timer.optional().meta({ description: 'Renewal (option 58); half of the lease when left out' }),
  t2Seconds: timer.optional().meta({ description: 'Rebinding (option 59); seven eighths of the lease when left out' }),
  nextServer: hostAddressField.optional().meta({ description: 'TFTP server (siaddr); the appliance when left out' }),
  serverName: serverNameField.optional(),
  relays: z
    .array(hostAddressField)
    .max(64)
    .default([])
    .meta({ description: 'Relays (giaddr) outside the CIDR whose clients live here' }),
  pools: z.array(addressRange).max(64).default([]).meta({ description: 'Addresses for mode pool' }),
  excludes: z.array(addressRange).max(256).default([]).meta({ description: 'Addresses in the pools that nobody gets' }),
  boot: networkBoot.prefault({}),
  rarp: rarpBehaviour.prefault({}),
  options: writtenOptions.default([]).meta({ description: 'Further DHCP options' }),
  ...readOnlyFields,
  poolUse: z.unknown().optional().meta({ readOnly: true, description: 'Counted by the appliance; not used when sent' }),
};

interface RangeLike {
  readonly from: Ipv4Address;
  readonly to: Ipv4Address;
}

/** What fields of one network say about each other. */
interface NetworkLike {
  readonly cidr: Ipv4Network;
  readonly gateway?: Ipv4Address | undefined;
  readonly mode: NetworkMode;
  readonly leaseSeconds: number;
  readonly minLeaseSeconds?: number | undefined;
  readonly maxLeaseSeconds?: number | undefined;
  readonly t1Seconds?: number | undefined;
  readonly t2Seconds?: number | undefined;
  readonly pools: readonly RangeLike[];
  readonly excludes: readonly RangeLike[];
}

type Report = (path: (string | number)[], message: string) => void;

function checkRanges(field: 'pools' | 'excludes', network: NetworkLike, report: Report): void {
  network[field].forEach(({ from, to }, at) => {
    for (const [end, address] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (!isHostAddressOf(network.cidr, address)) {
        report(
          [field, at, end],
          `${formatIpv4Address(address)} is not a host's address in ${formatIpv4Network(network.cidr)}`,
        );
      }
    }
    const other = network[field].findIndex((range, index) => index < at && range.from <= to && from <= range.to);
    if (other >= 0) report([field, at], `overlaps ${field}[${other}]`);
  });
}

function checkTimers(network: NetworkLike, report: Report): void {
  const { leaseSeconds } = network;
  const t1 = network.t1Seconds ?? Math.floor(leaseSeconds / 2);
  const t2 = network.t2Seconds ?? Math.floor((leaseSeconds * 7) / 8);
  if (t1 < t2 && t2 < leaseSeconds) return;
  const field =
    network.t2Seconds !== undefined && t2 >= leaseSeconds
      ? 't2Seconds'
      : network.t1Seconds !== undefined
        ? 't1Seconds'
        : 't2Seconds';
  report(
    [field],
    `renewal (${t1} s) must come before rebinding (${t2} s), and rebinding before the end of the lease (${leaseSeconds} s)`,
  );
}

function checkLeaseBounds(network: NetworkLike, report: Report): void {
  const { leaseSeconds, minLeaseSeconds: least = leaseSeconds, maxLeaseSeconds: most = leaseSeconds } = network;
  if (least > leaseSeconds) report(['minLeaseSeconds'], `${least} s is more than leaseSeconds, ${leaseSeconds} s`);
  if (most < leaseSeconds) report(['maxLeaseSeconds'], `${most} s is less than leaseSeconds, ${leaseSeconds} s`);
}

function checkNetwork(network: NetworkLike, report: Report): void {
  const { cidr, gateway } = network;
  if (gateway !== undefined && !isHostAddressOf(cidr, gateway)) {
    report(['gateway'], `${formatIpv4Address(gateway)} is not a host's address in ${formatIpv4Network(cidr)}`);
  }
  if (network.mode === 'pool' && network.pools.length === 0) {
    report(['pools'], 'mode pool needs at least one range, such as { "from": "10.79.0.200", "to": "10.79.0.230" }');
  }
  checkLeaseBounds(network, report);
  checkTimers(network, report);
  checkRanges('pools', network, report);
  checkRanges('excludes', network, report);
}

const networkFields = strictObject(shape);

/** The fields of a patch, for the OpenAPI page. */
export const networkPatch = networkFields.partial().meta({ id: 'NetworkPatch' });

/** What a client writes: POST, and what a PATCH makes of the record. */
export const networkInput = networkFields
  .superRefine((network, context) => {
    checkNetwork(network, (path, message) => context.addIssue({ code: 'custom', path, message }));
  })
  .meta({ id: 'NetworkInput' });
export type NetworkInput = z.output<typeof networkInput>;

/** The query of a list of networks. */
export const networkQuery = strictObject({
  ...pageQuery,
  name: z.string().optional().meta({ description: 'This name, without case' }),
});
export type NetworkQuery = z.output<typeof networkQuery>;
