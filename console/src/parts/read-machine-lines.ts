import type { MachineInput } from '../client/api';
import { readMac } from './machine-search';

export interface MachineLine {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly text: string;
  readonly machine?: MachineInput;
  /** Why it cannot be sent. */
  readonly problem?: string;
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

function readLine(text: string): Omit<MachineLine, 'line' | 'text'> {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const macs = words.flatMap((word) => readMac(word) ?? []);
  const ips = words.filter((word) => IPV4.test(word));
  const names = words.filter((word) => readMac(word) === undefined && !IPV4.test(word));
  const [mac] = macs;
  const [ip] = ips;
  const [hostname] = names;
  if (mac === undefined) return { problem: 'has no MAC; write it as 08:00:20:8e:48:de' };
  if (hostname === undefined) return { problem: 'has no name for the machine' };
  if (macs.length > 1) return { problem: 'has more than one MAC; a machine with several ports is edited after adding' };
  if (ips.length > 1) return { problem: 'has more than one address' };
  if (names.length > 1) return { problem: `has more than one name: ${names.join(', ')}` };
  return { machine: { hostname, nics: [{ mac, ...(ip !== undefined && { ip }) }] } };
}

/** Lines of `MAC name IP`, in any order, the IP left out or not; empty lines and comments (#) are passed over. */
export function readMachineLines(text: string): MachineLine[] {
  return text.split('\n').flatMap((whole, at) => {
    const line = whole.replace(/#.*/, '').trim();
    return line === '' ? [] : [{ line: at + 1, text: line, ...readLine(line) }];
  });
}
