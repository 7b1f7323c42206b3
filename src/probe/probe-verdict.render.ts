import type { Fetched } from './fetch-offered.js';
import type { HeardOffer } from './synthetic-client.js';

/** What was heard of the probe. */
export interface ProbeFindings {
  readonly seconds: number;
  /** To a client that says what firmware it is (option 60); undefined: not asked. */
  readonly withPxe: readonly HeardOffer[] | undefined;
  readonly withoutPxe: readonly HeardOffer[];
  readonly isOurs: (server: string) => boolean;
  readonly fetched: Fetched | undefined;
}

export interface ProbeVerdict {
  readonly ok: boolean;
  readonly sentence: string;
  readonly cure: string;
}

/** What the probe means, in words. */
export function renderProbeVerdict({
  seconds,
  withPxe = [],
  withoutPxe,
  isOurs,
  fetched,
}: ProbeFindings): ProbeVerdict {
  const offers = [...withPxe, ...withoutPxe];
  const servers = [...new Set(offers.map(({ server }) => server))];
  if (servers.length === 0) {
    return {
      ok: false,
      sentence: `nobody answered within ${seconds} s`,
      cure: 'Is a network in mode known, and this MAC in no record? Probe with --mac of a machine, or ask reveille explain.',
    };
  }
  const foreign = servers.filter((server) => !isOurs(server));
  const own = servers.length - foreign.length;
  const giving = new Set(offers.filter(({ address }) => address !== undefined).map(({ server }) => server));
  const strangers = foreign.filter((server) => giving.has(server));
  if (own > 0 && strangers.length > 0 && giving.size > strangers.length) {
    return {
      ok: false,
      sentence: `${strangers.join(', ')} gives addresses here beside us: a machine takes whichever answer comes first`,
      cure: 'Stop that server, or set our network to mode proxy, which gives no addresses.',
    };
  }
  const who = own === 0 ? `not we but ${foreign.join(', ')} answered` : `we answered`;
  const beside = own > 0 && foreign.length > 0 ? `, and ${foreign.join(', ')} gives the addresses` : '';
  if (fetched === undefined) {
    const hasFile = offers.some(({ file }) => file !== undefined);
    return {
      ok: own > 0,
      sentence: `${who}${beside}; ${hasFile ? 'the boot file was not read' : 'no boot file is named'}`,
      cure: hasFile
        ? 'Nothing to do.'
        : 'If machines are to boot from here: does the record name a boot file for this architecture?',
    };
  }
  const { name, server, size, milliseconds, problem } = fetched;
  if (problem !== undefined) {
    return {
      ok: false,
      sentence: `${who}${beside}, but ${name} cannot be read from ${server}: ${problem}`,
      cure: 'Look whether the file is there, and whether this host may read it: on a network of mode known only its machines may.',
    };
  }
  return {
    ok: true,
    sentence: `${who}${beside}; ${name} was read from ${server}: ${size} octets in ${milliseconds} ms`,
    cure: 'Nothing to do.',
  };
}
