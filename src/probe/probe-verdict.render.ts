import { renderBootServers } from './boot-server.render.js';
import { renderFetchFailure } from './fetch-failure.render.js';
import type { Fetched } from './fetch-offered.js';
import type { AskedBootServer, HeardOffer } from './synthetic-client.js';

/** What was heard of the probe. */
export interface ProbeFindings {
  readonly seconds: number;
  /** To a client that says what firmware it is (option 60); undefined: not asked. */
  readonly withPxe: readonly HeardOffer[] | undefined;
  readonly withoutPxe: readonly HeardOffer[];
  /** Who was asked on port 4011. */
  readonly bootServers: readonly AskedBootServer[];
  readonly isOurs: (server: string) => boolean;
  readonly fetched: Fetched | undefined;
}

export interface ProbeVerdict {
  readonly ok: boolean;
  readonly sentence: string;
  readonly cure: string;
}

/** What the probe means, in words. */
export function renderProbeVerdict(findings: ProbeFindings): ProbeVerdict {
  const { seconds, withPxe = [], withoutPxe, isOurs, fetched } = findings;
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
  const beside = own > 0 && strangers.length > 0 ? `, and ${strangers.join(', ')} gives the addresses` : '';
  const who = `${own === 0 ? `not we but ${foreign.join(', ')} answered` : 'we answered'}${beside}`;
  const asked = renderBootServers(findings.bootServers, isOurs, seconds);
  if (asked?.ok === false) return { ok: false, sentence: `${who}${asked.clause}`, cure: asked.cure };
  if (giving.size === 0) {
    return {
      ok: false,
      sentence: `${who}, but nobody gives an address`,
      cure: 'A boot server in mode proxy leaves that to another DHCP server: look whether it runs and has an address for this MAC (probe with --mac of a machine). If there is none, set the network’s mode to known or pool.',
    };
  }
  return judgeFile(`${who}${asked?.clause ?? ''}`, own > 0, offers, findings, fetched);
}

const NO_FILE = 'If machines are to boot from here: does the record name a boot file for this architecture?';
const WE_ARE_SILENT =
  'If machines are to boot from here: probe with --mac of one of them, since this appliance answers nobody that it does not know; reveille explain with the machine says what it is told, and why.';

function judgeFile(
  who: string,
  own: boolean,
  offers: readonly HeardOffer[],
  { bootServers, isOurs }: ProbeFindings,
  fetched: Fetched | undefined,
): ProbeVerdict {
  if (fetched === undefined) {
    const hasFile = bootServers.length > 0 || offers.some(({ file }) => file !== undefined);
    return {
      ok: own,
      sentence: `${who}; ${hasFile ? 'the boot file was not read' : 'no boot file is named'}`,
      cure: hasFile ? 'Nothing to do.' : own ? NO_FILE : WE_ARE_SILENT,
    };
  }
  const { name, server, size, milliseconds, failure } = fetched;
  if (failure !== undefined) {
    const { clause, cure } = renderFetchFailure({ ...fetched, failure, ours: isOurs(server) });
    return { ok: false, sentence: `${who}, but ${clause}`, cure };
  }
  return {
    ok: true,
    sentence: `${who}; ${name} was read from ${server}: ${size} octets in ${milliseconds} ms`,
    cure: 'Nothing to do.',
  };
}
