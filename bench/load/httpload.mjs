import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchProblem } from '../bench-problem.mjs';
import { TFTP_ROOT } from '../folders.mjs';
import { generator } from '../generator.mjs';
import { runLoad } from '../load-process.mjs';
import { SERVER_ADDRESS } from '../population.mjs';
import { requireProgram } from '../program.mjs';

/** The same for every server. */
export const HTTP_PORT = 8080;

const READY_PAUSE_MS = 100;
const READY_TRIES = 50;

const pathOf = (file) => `/boot/${file}`;

/** `clients` connections fetch `file` again and again for `seconds`; every answer's status and length are checked. */
export async function loadHttp({ file, clients, seconds, cpu }) {
  const { size } = statSync(join(TFTP_ROOT, file));
  const words = ['-s', SERVER_ADDRESS, '-p', HTTP_PORT, '-f', pathOf(file), '-z', size, '-c', clients, '-d', seconds];
  const { code, out, err } = await runLoad([generator('httpload'), ...words.map(String)], { cpu });
  if (!out.startsWith('{')) throw new BenchProblem(`httpload ended with ${code}: ${err || 'no result'}`);
  return JSON.parse(out);
}

/** Resolves when the file is served, octet for octet; false when that does not happen, or at an abort of `signal`. */
export async function awaitHttp(file, signal) {
  const wanted = readFileSync(join(TFTP_ROOT, file));
  const url = `http://${SERVER_ADDRESS}:${HTTP_PORT}${pathOf(file)}`;
  const folder = mkdtempSync(join(tmpdir(), 'rvbench-'));
  const got = join(folder, 'got');
  const fetch = [requireProgram('curl'), '--silent', '--fail', '--max-time', '2', '--output', got, url];
  try {
    for (let time = 0; time < READY_TRIES && signal?.aborted !== true; time++) {
      const { code } = await runLoad(fetch, { signal });
      if (code === 0 && readFileSync(got).equals(wanted)) return true;
      await new Promise((resolve) => setTimeout(resolve, READY_PAUSE_MS));
    }
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
