import type { AskedBootServer } from './synthetic-client.js';

interface Finding {
  readonly ok: boolean;
  /** What follows "we answered". */
  readonly clause: string;
  readonly cure: string;
}

/** What came of asking on port 4011; undefined when no offer sends anybody there. */
export function renderBootServers(
  asked: readonly AskedBootServer[],
  isOurs: (server: string) => boolean,
  seconds: number,
): Finding | undefined {
  const silent = asked.find(({ answer }) => answer === undefined);
  if (silent !== undefined) {
    const { address, sentBy } = silent;
    return {
      ok: false,
      clause: `, but ${isOurs(sentBy) ? 'we send' : `${sentBy} sends`} PXE firmware on to ${address}, port 4011, and nothing answered there within ${seconds} s${menuLine(silent)}`,
      cure: cureOf(silent, isOurs),
    };
  }
  const empty = asked.find(({ answer }) => answer?.file === undefined);
  if (empty !== undefined) {
    return {
      ok: false,
      clause: `, but the answer of ${empty.address}, port 4011, names no boot file${menuLine(empty)}`,
      cure: isOurs(empty.address)
        ? 'Set boot.files of the machine or its network for this architecture.'
        : 'Give that boot server a file for this architecture (dnsmasq: pxe-service=).',
    };
  }
  const [first] = asked;
  if (first === undefined) return undefined;
  const who = [...new Set(asked.map(({ address }) => address))].join(', ');
  return { ok: true, clause: `, and on port 4011 ${who} named ${first.answer?.file ?? ''}`, cure: '' };
}

function menuLine({ type, label }: AskedBootServer): string {
  if (type === undefined) return '';
  return label === undefined ? ` for boot server type ${type}` : ` for "${label}"`;
}

function cureOf({ address, sentBy }: AskedBootServer, isOurs: (server: string) => boolean): string {
  if (isOurs(address)) {
    return 'Start the PXE boot server of this appliance (REVEILLE_PROXY), end the program that holds UDP 4011 here, or let UDP 4011 through this host’s firewall: reveille doctor shows which.';
  }
  const other =
    address === sentBy
      ? ''
      : ` It is the next server (siaddr) or a boot server of the menu that ${sentBy} names: is it the right one?`;
  return `Let UDP 4011 to ${address} through every firewall, and start its boot server on that port.${other} A server that has none must not say option 60 "PXEClient": take that option out of what ${sentBy} sends.`;
}
