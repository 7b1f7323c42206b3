import { BenchProblem } from '../bench-problem.mjs';
import { generator } from '../generator.mjs';
import { runLoad } from '../load-process.mjs';
import { LOAD_INTERFACE } from '../namespaces.mjs';
import { SERVER_ADDRESS, SERVER_MAC } from '../population.mjs';

/** A request that has no reply after this long is counted as lost, in milliseconds. */
const TIMEOUT_MS = 2_000;
const READY_SECONDS = 60;
const READY_PAUSE_MS = 20;

const command = (...words) => [
  generator('rarpload'),
  ...['-i', LOAD_INTERFACE, '-s', SERVER_ADDRESS, '-m', SERVER_MAC],
  ...words.map(String),
];

/** A closed loop of `window` requests over all the machines, for `seconds`; each reply is checked field by field. */
export async function loadRarp({ machines, window, seconds, cpu }) {
  const words = ['-n', machines, '-w', window, '-d', seconds, '-t', TIMEOUT_MS];
  const { code, out, err } = await runLoad(command(...words), { cpu });
  if (!out.startsWith('{')) throw new BenchProblem(`rarpload ended with ${code}: ${err || 'no result'}`);
  return JSON.parse(out);
}

/** Resolves when the first machine is answered rightly; false when that does not happen, or at an abort of `signal`. */
export async function awaitRarp(signal) {
  const words = ['-n', 1, '-w', 1, '-q', 1, '-t', READY_PAUSE_MS, '-d', READY_SECONDS];
  const { code } = await runLoad(command(...words), { signal });
  return code === 0;
}
