import { parseArgs } from 'node:util';
import { BenchProblem } from './bench-problem.mjs';

export const USAGE = `npm run bench -- rarp|dhcp|tftp|http|start|rest [options]   (as root, on Linux)

  --peers rarpd,dhcpd,kea   measure these beside us; "none" for ours alone   (all that speak the protocol)
  --peers-only              leave ours out
  --machines 10000          machines that every server knows; rarp and start take a list   (10000; start: 10000,100000; rest: 100000)
  --seconds 5               length of one measured run
  --reps 3                  rounds, servers in turn; the tables show medians
  --warmup 0                seconds of load before each measured run
  --tries 3                 how often a run that other work disturbs is made before it counts
  --pin                     server on processor 0, load on processor 1
  --node-flags="..."        flags for the Node that runs ours, such as "--cpu-prof --cpu-prof-dir=/tmp"
  --set NAME=VALUE          a setting of ours for this run, such as REVEILLE_LOG=warn; may be repeated
  rarp:  --windows 1,16,64  requests outstanding at a time
  dhcp:  --rate 6000        the fixed rate, in DORA a second
         --fixed-only       leave the search for the highest rate out
         --guess 6000       where that search begins
         --cap 16000        where it ends: perfdhcp is at its own end about there
         --short 3          seconds of a run of the search
         --pool 65000       no machine is known: addresses come from a pool of so many, a new client each time
         --exchange renew   with --pool: dora, renew (as many renewals beside the DORAs) or do (DISCOVER and OFFER alone)
         --sync-delay 1000  every flush to the disk takes so many microseconds longer
         --count-flushes    with --pool: also count, under strace, the flushes to the disk per ACK
  tftp:  --clients 1,50,200 transfers at a time
         --blksize 512,1468 octets of a block
         --windows 1,16     blocks of a window; atftpd and ours know windows
         --file-mib 64      the file that is read again and again
         --sparse           make it a hole that takes no room on the disk
         --boots 600        after that, so many files of 1 MiB by the most clients, timed one by one; 0: none
  http:  --clients 50       connections at a time; --file-mib and --sparse as above, and a file of 1 MiB`;

const OPTIONS = {
  peers: { type: 'string' },
  'peers-only': { type: 'boolean', default: false },
  machines: { type: 'string' },
  seconds: { type: 'string', default: '5' },
  reps: { type: 'string', default: '3' },
  warmup: { type: 'string', default: '0' },
  tries: { type: 'string', default: '3' },
  pin: { type: 'boolean', default: false },
  'node-flags': { type: 'string', default: '' },
  set: { type: 'string', multiple: true, default: [] },
  windows: { type: 'string' },
  rate: { type: 'string', default: '6000' },
  'fixed-only': { type: 'boolean', default: false },
  guess: { type: 'string', default: '6000' },
  cap: { type: 'string', default: '16000' },
  short: { type: 'string', default: '3' },
  clients: { type: 'string' },
  pool: { type: 'string', default: '0' },
  exchange: { type: 'string', default: 'dora' },
  'sync-delay': { type: 'string', default: '0' },
  'count-flushes': { type: 'boolean', default: false },
  blksize: { type: 'string', default: '512,1468' },
  sparse: { type: 'boolean', default: false },
  'file-mib': { type: 'string', default: '64' },
  boots: { type: 'string', default: '600' },
  help: { type: 'boolean', default: false },
};

const MACHINES = { rarp: '10000', dhcp: '10000', tftp: '10000', http: '10000', start: '10000,100000', rest: '100000' };
const CLIENTS = { tftp: '1,50,200', http: '50' };
/** The benchmark of REST adds machines while it runs; the network must have room for them. */
const EXTRA_MACHINES = { rest: 20_000 };
const WINDOWS = { rarp: '1,16,64', tftp: '1,16' };
export const PROTOCOLS = Object.keys(MACHINES);

/** The command line → what to measure and how. Throws BenchProblem with what is wrong; undefined asks for the usage. */
export function readOptions(words) {
  const { values, positionals } = parse(words);
  const [protocol, ...more] = positionals;
  if (values.help || protocol === undefined) return undefined;
  if (!PROTOCOLS.includes(protocol) || more.length > 0) {
    throw new BenchProblem(`"${positionals.join(' ')}": say one of ${PROTOCOLS.join(', ')}.`);
  }
  const list = (name, text) => text.split(',').map((part) => wholeNumber(name, part, 1));
  return {
    protocol,
    peers: values.peers === undefined ? undefined : values.peers.split(',').filter((name) => name !== 'none'),
    peersOnly: values['peers-only'],
    machines: list('machines', values.machines ?? MACHINES[protocol]),
    extraMachines: EXTRA_MACHINES[protocol] ?? 0,
    seconds: wholeNumber('seconds', values.seconds, 1),
    repetitions: wholeNumber('reps', values.reps, 1),
    warmup: wholeNumber('warmup', values.warmup, 0),
    tries: wholeNumber('tries', values.tries, 1),
    pin: values.pin,
    nodeFlags: values['node-flags'].split(' ').filter(Boolean),
    settings: Object.fromEntries(values.set.map(readSetting)),
    windows: list('windows', values.windows ?? WINDOWS[protocol] ?? '1'),
    rate: wholeNumber('rate', values.rate, 1),
    fixedOnly: values['fixed-only'],
    guess: wholeNumber('guess', values.guess, 1),
    cap: wholeNumber('cap', values.cap, 1),
    shortSeconds: wholeNumber('short', values.short, 1),
    clients: list('clients', values.clients ?? CLIENTS[protocol] ?? '1'),
    pool: wholeNumber('pool', values.pool, 0),
    exchange: oneOf('exchange', values.exchange, ['dora', 'renew', 'do']),
    syncDelay: wholeNumber('sync-delay', values['sync-delay'], 0),
    countFlushes: values['count-flushes'],
    blockSizes: list('blksize', values.blksize),
    fileMib: wholeNumber('file-mib', values['file-mib'], 1),
    sparse: values.sparse,
    boots: wholeNumber('boots', values.boots, 0),
  };
}

function parse(words) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new BenchProblem(error.message);
  }
}

function readSetting(text) {
  const at = text.indexOf('=');
  if (at < 1) throw new BenchProblem(`--set ${text}: say NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function oneOf(name, text, allowed) {
  if (!allowed.includes(text)) throw new BenchProblem(`--${name} ${text}: say one of ${allowed.join(', ')}.`);
  return text;
}

function wholeNumber(name, text, least) {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least) {
    throw new BenchProblem(`--${name} ${text}: say a whole number from ${least} on.`);
  }
  return value;
}
