import { CONTAINER_INTERFACES } from './container-interface.table.js';
import type { Link } from './link.js';

/** Which links are served, and in words why the others are not. */
export interface InterfaceChoice {
  readonly serve: readonly Link[];
  /** By name: the reason, a half sentence such as `is down`. Named ones that are missing are in here too. */
  readonly left: ReadonlyMap<string, string>;
}

/**
 * With names wanted: exactly those that exist and are up. Without: every link that is up and a machine can be plugged
 * into: Ethernet, not loopback, not a container's, not a mere port of a bridge or bond (its master is served instead).
 */
export function chooseInterfaces(all: readonly Link[], wanted: readonly string[] | undefined): InterfaceChoice {
  const left = new Map<string, string>();
  const serve: Link[] = [];
  for (const link of all) {
    const reason =
      wanted === undefined ? reasonToLeave(link, all) : wanted.includes(link.name) ? downReason(link) : 'is not named';
    if (reason === undefined) serve.push(link);
    else left.set(link.name, reason);
  }
  for (const name of wanted ?? []) {
    if (!all.some((link) => link.name === name)) left.set(name, 'does not exist');
  }
  return { serve, left };
}

function downReason(link: Link): string | undefined {
  return link.up ? undefined : 'is down';
}

function reasonToLeave(link: Link, all: readonly Link[]): string | undefined {
  if (link.loopback) return 'is loopback';
  if (link.mac === undefined) return 'is not Ethernet';
  const whose = CONTAINER_INTERFACES.find(([name]) => name.test(link.name))?.[1];
  if (whose !== undefined) return `is ${whose}`;
  const master = link.master === undefined ? undefined : all.find((other) => other.index === link.master);
  // A member of a VRF keeps its own addresses and traffic; a port of a bridge, bond or team hands all of it to its master.
  if (link.master !== undefined && master?.kind !== 'vrf') return `is a port of ${master?.name ?? 'another interface'}`;
  if (link.kind === 'vrf') return 'is a VRF, whose members are served';
  return downReason(link);
}
