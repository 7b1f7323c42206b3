import type { Ipv4Network } from '../values/ipv4-network.js';

import type { TftpSettings } from './tftp-settings.js';

/** Log levels, quietest last to first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Everything that the environment can set, validated, with defaults filled in, frozen. Also the injection token.
 * Only `read-settings.ts` reads `process.env`; everybody else asks for this.
 */
export abstract class Settings {
  /** REVEILLE_DATA_DIR: absolute path of the folder that holds the database, the token and reveille.env. */
  abstract readonly dataDir: string;
  /** REVEILLE_DATABASE_URL: a postgres:// URL; undefined means sqlite in the data directory. */
  abstract readonly databaseUrl: string | undefined;
  /** REVEILLE_INTERFACES: names, or undefined for every suitable one. */
  abstract readonly interfaces: readonly string[] | undefined;
  /** REVEILLE_TFTP_ROOT: absolute path of what machines may fetch. */
  abstract readonly tftpRoot: string;
  abstract readonly httpHost: string;
  abstract readonly httpPort: number;
  /** REVEILLE_TLS_CERT, REVEILLE_TLS_KEY: absolute paths; undefined: plain HTTP only. */
  abstract readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** REVEILLE_METRICS: is `/metrics` for everybody, for nobody, or for who has a token? */
  abstract readonly metrics: 'on' | 'off' | 'token';
  /** REVEILLE_ADMIN_TOKEN: undefined means the one in the data directory, made at first start. */
  abstract readonly adminToken: string | undefined;
  /** REVEILLE_LOG: the level, and levels of single areas (`rarp:debug`). */
  abstract readonly log: { readonly level: LogLevel; readonly areas: Readonly<Record<string, LogLevel>> };
  /** REVEILLE_RARP, REVEILLE_DHCP, REVEILLE_PROXY, REVEILLE_TFTP, REVEILLE_BOOTPARAMS: on or off. */
  abstract readonly responders: {
    readonly rarp: boolean;
    readonly dhcp: boolean;
    readonly proxy: boolean;
    readonly tftp: boolean;
    readonly bootparams: boolean;
    readonly arp: boolean;
  };
  /**
   * REVEILLE_DHCP_PORT (67), REVEILLE_DHCP_CLIENT_PORT (68, or the server's plus one), REVEILLE_PROXY_PORT (4011),
   * REVEILLE_TFTP_PORT (69), REVEILLE_PORTMAP_PORT (111), REVEILLE_BOOTPARAMS_PORT (10026).
   */
  abstract readonly ports: {
    readonly dhcp: number;
    readonly dhcpClient: number;
    readonly proxy: number;
    readonly tftp: number;
    readonly portmap: number;
    readonly bootparams: number;
  };
  /** REVEILLE_TFTP_…: how transfers are carried out. */
  abstract readonly tftp: TftpSettings;
  /** REVEILLE_ARP_ANNOUNCE: are addresses announced that appear on our interfaces while we run? */
  abstract readonly arpAnnounce: boolean;
  /** REVEILLE_ARP_PROXY: is ARP answered for machines that are marked remote? */
  abstract readonly arpProxy: boolean;
  /** REVEILLE_PROBE_MS: how long the wire is asked whether anybody uses an address before it is offered; 0: not at all. */
  abstract readonly probeMilliseconds: number;
  /** REVEILLE_SYSTEM_LOADERS: serve the boot loaders that packages of this host have installed. */
  abstract readonly systemLoaders: boolean;
  /** REVEILLE_UPLOAD_MIB in octets: the largest boot file that REST takes. */
  abstract readonly uploadBytes: number;
  /** REVEILLE_IMPORT_WATCH: the files to follow, by what they are; empty when none is. */
  abstract readonly importWatch: { readonly [kind in 'ethers' | 'hosts' | 'bootparams']?: string };
  /** REVEILLE_LEASEQUERY: the relays that may ask for leases (RFC 4388); none unless set. */
  abstract readonly leasequery: readonly Ipv4Network[];
  /** REVEILLE_CAPTURE_MIB in octets: memory for the last packets of each machine; 0: none are kept. */
  abstract readonly captureBytes: number;
  /** REVEILLE_CAPTURE_FRAMES: how many packets are kept of each machine at most. */
  abstract readonly captureFrames: number;
  /** REVEILLE_STOP_SECONDS: how long a stop waits for running transfers. */
  abstract readonly stopSeconds: number;
  /** REVEILLE_JOURNAL_ROWS: the newest rows of the journal that are kept. */
  abstract readonly journalRows: number;
}
