import { z } from 'zod';
import { onOff, wholeNumber } from './variable-shapes.js';

/** What REVEILLE_TFTP_… says beside the port and the switch. */
export interface TftpSettings {
  /** Answer from the well-known port itself, for NAT and containers. */
  readonly singlePort: boolean;
  /** Where transfers come from otherwise, both ends in it. */
  readonly portRange: { readonly first: number; readonly last: number };
  /** Octets of the largest packet; undefined: what the path carries. */
  readonly mtu: number | undefined;
  /** Transfers at a time, in all and of one address. */
  readonly transfers: number;
  readonly transfersPerClient: number;
  /** Blocks. */
  readonly largestWindow: number;
  /** What follows block 65535, unless a known client differs. */
  readonly rollOver: 0 | 1 | 'refuse';
  /** Names in lower case. */
  readonly refusedOptions: readonly string[];
  /** Microseconds to look for the next packet while few transfers run. */
  readonly spin: number;
  /** Hand windows to the kernel in one piece where it can cut them (UDP_SEGMENT). */
  readonly segmentation: boolean;
}

/** Below 32768: SGI's PROMs take a port for a signed number (NetBSD's boot(8) for sgimips). */
const TRANSFER_PORTS = '20000-32767';
const RANGE_ALLOWED = 'two ports with a dash between, the lower first, such as 50000-50999';

const portRange = z
  .string()
  .default(TRANSFER_PORTS)
  .transform((value, context) => {
    const [, first, last] = /^\s*(\d{1,5})\s*-\s*(\d{1,5})\s*$/.exec(value)?.map(Number) ?? [];
    if (first !== undefined && last !== undefined && first >= 1 && first <= last && last <= 65_535) {
      return { first, last };
    }
    context.addIssue({ code: 'custom', message: RANGE_ALLOWED });
    return z.NEVER;
  });

const OPTIONS = ['blksize', 'windowsize', 'timeout', 'tsize'];

const refusedOptions = z
  .string()
  .default('')
  .transform((value) =>
    value
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  )
  .refine((names) => names.every((name) => OPTIONS.includes(name)), `names between commas, of ${OPTIONS.join(', ')}`);

export const TFTP_VARIABLES = {
  REVEILLE_TFTP_SINGLE_PORT: onOff('off'),
  REVEILLE_TFTP_PORT_RANGE: portRange,
  REVEILLE_TFTP_MTU: wholeNumber(68, 65_535).optional(),
  REVEILLE_TFTP_MAX_TRANSFERS: wholeNumber(1, 65_536).default(2_048),
  REVEILLE_TFTP_MAX_TRANSFERS_PER_CLIENT: wholeNumber(1, 65_536).default(512),
  REVEILLE_TFTP_MAX_WINDOW: wholeNumber(1, 1_024).default(64),
  REVEILLE_TFTP_ROLLOVER: z.enum(['0', '1', 'refuse'], { error: '0, 1 or refuse' }).default('0'),
  REVEILLE_TFTP_REFUSE_OPTIONS: refusedOptions,
  REVEILLE_TFTP_SPIN: wholeNumber(0, 1_000).default(20),
  REVEILLE_TFTP_SEGMENTATION: onOff('on'),
};

const ROLL_OVER = { '0': 0, '1': 1, refuse: 'refuse' } as const;

/** The settings that these variables, once read, make. */
export function tftpSettingsOf(value: z.output<z.ZodObject<typeof TFTP_VARIABLES>>): TftpSettings {
  return Object.freeze({
    singlePort: value.REVEILLE_TFTP_SINGLE_PORT,
    portRange: value.REVEILLE_TFTP_PORT_RANGE,
    mtu: value.REVEILLE_TFTP_MTU,
    transfers: value.REVEILLE_TFTP_MAX_TRANSFERS,
    transfersPerClient: value.REVEILLE_TFTP_MAX_TRANSFERS_PER_CLIENT,
    largestWindow: value.REVEILLE_TFTP_MAX_WINDOW,
    rollOver: ROLL_OVER[value.REVEILLE_TFTP_ROLLOVER],
    refusedOptions: Object.freeze(value.REVEILLE_TFTP_REFUSE_OPTIONS),
    spin: value.REVEILLE_TFTP_SPIN,
    segmentation: value.REVEILLE_TFTP_SEGMENTATION,
  });
}
