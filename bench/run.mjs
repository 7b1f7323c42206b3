import { BenchProblem } from './bench-problem.mjs';
import { stopLoads } from './load-process.mjs';
import { machineFacts } from './measure/machine.mjs';
import { makeNamespaces, removeNamespaces } from './namespaces.mjs';
import { endTurn, takeTurn } from './one-at-a-time.mjs';
import { readOptions, USAGE } from './options.mjs';
import { serversFor } from './peers/peers.mjs';
import { Population } from './population.mjs';
import { benchDhcp } from './protocols/dhcp.mjs';
import { benchHttp } from './protocols/http.mjs';
import { benchRarp } from './protocols/rarp.mjs';
import { benchRest } from './protocols/rest.mjs';
import { benchStart } from './protocols/start.mjs';
import { benchTftp } from './protocols/tftp.mjs';
import { printFacts } from './report.mjs';
import { RunningServer } from './running-server.mjs';

const BENCHMARKS = {
  rarp: benchRarp,
  dhcp: benchDhcp,
  start: benchStart,
  tftp: benchTftp,
  http: benchHttp,
  rest: benchRest,
};
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** Answers the exit status: 0, or 1 when a server answered wrongly. */
async function bench(words) {
  const options = readOptions(words);
  if (options === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (process.platform !== 'linux' || process.getuid() !== 0) {
    throw new BenchProblem('Benchmarks make network namespaces: run them as root, on Linux.');
  }
  const servers = serversFor(options.protocol, options);
  const { prefixLength } = new Population(Math.max(...options.machines) + options.extraMachines);
  takeTurn();
  stopOnSignals();
  try {
    removeNamespaces();
    makeNamespaces(prefixLength);
    const allRight = await BENCHMARKS[options.protocol](servers, options);
    printFacts(['npm run bench --', ...words].join(' '), machineFacts());
    return allRight ? 0 : 1;
  } finally {
    await cleanUp();
  }
}

async function cleanUp() {
  stopLoads();
  await RunningServer.stopAll();
  removeNamespaces();
  endTurn();
}

function stopOnSignals() {
  for (const [signal, status] of Object.entries(SIGNALS)) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(status)));
  }
}

try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BenchProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
