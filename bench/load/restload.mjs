import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BenchProblem } from '../bench-problem.mjs';
import { runLoad } from '../load-process.mjs';
import { SERVER_ADDRESS } from '../population.mjs';

export const TOKEN = 'a-token-for-benchmarks';
const PORT = 8080;
const CLIENT = fileURLToPath(new URL('rest-client.mjs', import.meta.url));

async function ask(what, ...words) {
  const url = `http://${SERVER_ADDRESS}:${PORT}`;
  const { code, out, err } = await runLoad([process.execPath, CLIENT, what, url, TOKEN, ...words.map(String)]);
  if (code !== 0) throw new BenchProblem(`The REST client ended with ${code}: ${err}`);
  return JSON.parse(out);
}

/** How long pages of a list of `machines` take: p50 and p99 of each kind of page. */
export const listMachines = (requests, machines) => ask('list', requests, machines);

/** One bulk request with machines `first` to `first + count - 1` of the population, all of them new. */
export function importMachines(population, first, count, file) {
  const machines = Array.from({ length: count }, (_, at) => ({
    hostname: population.hostname(first + at),
    nics: [{ mac: population.mac(first + at), ip: population.address(first + at) }],
    labels: { rack: `r${at % 40}` },
  }));
  writeFileSync(file, JSON.stringify({ machines }));
  return ask('import', file);
}
