import { resolve } from 'node:path';
import { z } from 'zod';
import { parseIpv4Network, type Ipv4Network } from '../values/ipv4-network.js';
import { fail, ok, type Result } from '../values/result.js';
import type { Environment } from './read-environment.js';
import { LOG_LEVELS, Settings, type LogLevel } from './settings.js';
import { TFTP_VARIABLES, tftpSettingsOf } from './tftp-settings.js';
import { onOff, wholeNumber } from './variable-shapes.js';

/** A setting that cannot be used: which variable, what it holds, and what is allowed. */
export interface SettingProblem {
  readonly variable: string;
  readonly value: string;
  readonly allowed: string;
}

const port = (fallback: number) => wholeNumber(1, 65_535).default(fallback);

const text = (allowed: string) => z.string().trim().min(1, allowed);

const LOG_ALLOWED = `a level (${LOG_LEVELS.join(', ')}), or area:level pairs after it, such as info,rarp:debug`;

const log = z
  .string()
  .default('info')
  .transform((value, context): { level: LogLevel; areas: Record<string, LogLevel> } => {
    const areas: Record<string, LogLevel> = {};
    let level: LogLevel = 'info';
    for (const part of value.split(',').map((piece) => piece.trim().toLowerCase())) {
      const [first = '', second] = part.split(':');
      const wanted = LOG_LEVELS.find((known) => known === (second ?? first));
      if (wanted === undefined || (second !== undefined && !/^[a-z][a-z0-9-]*$/.test(first))) {
        context.addIssue({ code: 'custom', message: LOG_ALLOWED });
        return z.NEVER;
      }
      if (second === undefined) level = wanted;
      else areas[first] = wanted;
    }
    return { level, areas };
  });

const interfaces = z
  .string()
  .transform((value) => value.split(',').map((name) => name.trim()))
  .refine(
    (names) => names.every((name) => /^[^\s/:]{1,15}$/.test(name)),
    'interface names between commas, such as eth0,eth1.20',
  );

const IMPORT_WATCH_ALLOWED =
  'absolute paths between colons whose names end in ethers, hosts or bootparams, such as /etc/ethers:/etc/hosts';

const importWatch = z.string().transform((value, context): Settings['importWatch'] => {
  const files: { ethers?: string; hosts?: string; bootparams?: string } = {};
  for (const path of value.split(':').map((piece) => piece.trim())) {
    const kind = (['ethers', 'hosts', 'bootparams'] as const).find((name) => path.endsWith(name));
    if (kind === undefined || !path.startsWith('/') || files[kind] !== undefined) {
      context.addIssue({ code: 'custom', message: IMPORT_WATCH_ALLOWED });
      return z.NEVER;
    }
    files[kind] = path;
  }
  return files;
});

const LEASEQUERY_ALLOWED = 'addresses or networks between commas, such as 10.79.0.9,10.80.0.0/24';

/** One address is a network of one. */
const networks = z.string().transform((value, context): Ipv4Network[] => {
  const read = value.split(',').map((part) => parseIpv4Network(part.includes('/') ? part : `${part.trim()}/32`));
  if (read.every((network) => network.ok)) return read.map((network) => network.value);
  context.addIssue({ code: 'custom', message: LEASEQUERY_ALLOWED });
  return z.NEVER;
});

const SCHEMA = z.object({
  REVEILLE_DATA_DIR: text('a folder').default('./data'),
  REVEILLE_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'postgres://user:password@host:port/database, or leave it out for sqlite')
    .optional(),
  REVEILLE_INTERFACES: interfaces.optional(),
  REVEILLE_TFTP_ROOT: text('a folder').default('./tftpboot'),
  REVEILLE_HTTP_HOST: text('an address to listen on, such as 0.0.0.0 or 127.0.0.1').default('0.0.0.0'),
  REVEILLE_HTTP_PORT: port(8080),
  REVEILLE_TLS_CERT: text('the path of a PEM file').optional(),
  REVEILLE_TLS_KEY: text('the path of a PEM file').optional(),
  REVEILLE_METRICS: z.enum(['on', 'off', 'token'], { error: 'on, off or token' }).default('on'),
  REVEILLE_ADMIN_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{8,}$/, 'at least 8 printable characters without spaces')
    .optional(),
  REVEILLE_LOG: log,
  REVEILLE_RARP: onOff('on'),
  REVEILLE_ARP: onOff('on'),
  REVEILLE_ARP_ANNOUNCE: onOff('on'),
  REVEILLE_ARP_PROXY: onOff('off'),
  REVEILLE_DHCP: onOff('on'),
  REVEILLE_TFTP: onOff('on'),
  REVEILLE_BOOTPARAMS: onOff('on'),
  REVEILLE_PROXY: onOff('on'),
  REVEILLE_PROXY_PORT: port(4011),
  REVEILLE_DHCP_PORT: port(67),
  REVEILLE_DHCP_CLIENT_PORT: wholeNumber(1, 65_535).optional(),
  REVEILLE_TFTP_PORT: port(69),
  REVEILLE_PORTMAP_PORT: port(111),
  REVEILLE_BOOTPARAMS_PORT: port(10_026),
  ...TFTP_VARIABLES,
  REVEILLE_PROBE_MS: wholeNumber(0, 5000).default(500),
  REVEILLE_SYSTEM_LOADERS: onOff('on'),
  REVEILLE_UPLOAD_MIB: wholeNumber(1, 16_777_216).default(16_384),
  REVEILLE_IMPORT_WATCH: importWatch.default({}),
  REVEILLE_LEASEQUERY: networks.optional(),
  REVEILLE_CAPTURE_MIB: wholeNumber(0, 1024).default(4),
  REVEILLE_CAPTURE_FRAMES: wholeNumber(10, 65_535).default(200),
  REVEILLE_STOP_SECONDS: wholeNumber(0, 3600).default(10),
  REVEILLE_JOURNAL_ROWS: wholeNumber(1000, 1_000_000_000).default(1_000_000),
});

const KNOWN_VARIABLES = new Set(Object.keys(SCHEMA.shape));

/** What only the commands read (client-settings.ts). */
const VARIABLES_OF_COMMANDS = ['REVEILLE_URL', 'REVEILLE_TOKEN'];

/** Variables that start with REVEILLE_ and mean nothing: most likely a slip of the keyboard. */
export function unknownSettings(environment: Environment): string[] {
  const known = (name: string): boolean => KNOWN_VARIABLES.has(name) || VARIABLES_OF_COMMANDS.includes(name);
  return Object.keys(environment).filter((name) => name.startsWith('REVEILLE_') && !known(name));
}

/**
 * Environment → validated, frozen settings, or every problem at once. An empty variable counts as not set, as compose
 * files write them.
 */
export function readSettings(environment: Environment): Result<Settings, readonly SettingProblem[]> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => KNOWN_VARIABLES.has(name) && value?.trim() !== ''),
  );
  const parsed = SCHEMA.safeParse(given);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map((issue) => {
        const variable = String(issue.path[0]);
        const secret = variable === 'REVEILLE_ADMIN_TOKEN' || variable === 'REVEILLE_DATABASE_URL';
        return { variable, value: secret ? '(hidden)' : (given[variable] ?? ''), allowed: issue.message };
      }),
    );
  }
  const value = parsed.data;
  const { REVEILLE_TLS_CERT: cert, REVEILLE_TLS_KEY: key } = value;
  if ((cert === undefined) !== (key === undefined)) {
    const [variable, other] =
      cert === undefined ? ['REVEILLE_TLS_CERT', 'REVEILLE_TLS_KEY'] : ['REVEILLE_TLS_KEY', 'REVEILLE_TLS_CERT'];
    return fail([{ variable, value: '', allowed: `the path of a PEM file, since ${other} is set` }]);
  }
  const dhcp = value.REVEILLE_DHCP_PORT;
  const settings: Settings = {
    dataDir: resolve(value.REVEILLE_DATA_DIR),
    databaseUrl: value.REVEILLE_DATABASE_URL,
    interfaces: value.REVEILLE_INTERFACES,
    tftpRoot: resolve(value.REVEILLE_TFTP_ROOT),
    httpHost: value.REVEILLE_HTTP_HOST,
    httpPort: value.REVEILLE_HTTP_PORT,
    tls:
      cert === undefined || key === undefined ? undefined : Object.freeze({ cert: resolve(cert), key: resolve(key) }),
    metrics: value.REVEILLE_METRICS,
    adminToken: value.REVEILLE_ADMIN_TOKEN,
    log: Object.freeze({ level: value.REVEILLE_LOG.level, areas: Object.freeze(value.REVEILLE_LOG.areas) }),
    responders: Object.freeze({
      rarp: value.REVEILLE_RARP,
      dhcp: value.REVEILLE_DHCP,
      proxy: value.REVEILLE_PROXY,
      tftp: value.REVEILLE_TFTP,
      bootparams: value.REVEILLE_BOOTPARAMS,
      arp: value.REVEILLE_ARP,
    }),
    ports: Object.freeze({
      dhcp,
      dhcpClient: value.REVEILLE_DHCP_CLIENT_PORT ?? dhcp + 1,
      proxy: value.REVEILLE_PROXY_PORT,
      tftp: value.REVEILLE_TFTP_PORT,
      portmap: value.REVEILLE_PORTMAP_PORT,
      bootparams: value.REVEILLE_BOOTPARAMS_PORT,
    }),
    tftp: tftpSettingsOf(value),
    arpAnnounce: value.REVEILLE_ARP_ANNOUNCE,
    arpProxy: value.REVEILLE_ARP_PROXY,
    probeMilliseconds: value.REVEILLE_PROBE_MS,
    systemLoaders: value.REVEILLE_SYSTEM_LOADERS,
    uploadBytes: value.REVEILLE_UPLOAD_MIB * 1024 * 1024,
    importWatch: Object.freeze(value.REVEILLE_IMPORT_WATCH),
    leasequery: Object.freeze(value.REVEILLE_LEASEQUERY ?? []),
    captureBytes: value.REVEILLE_CAPTURE_MIB * 1024 * 1024,
    captureFrames: value.REVEILLE_CAPTURE_FRAMES,
    stopSeconds: value.REVEILLE_STOP_SECONDS,
    journalRows: value.REVEILLE_JOURNAL_ROWS,
  };
  return ok(Object.freeze(settings));
}
