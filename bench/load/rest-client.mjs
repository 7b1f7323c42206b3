/**
 * Run by Node in the load's namespace: `rest-client.mjs list URL TOKEN REQUESTS MACHINES` reads pages of the machines
 * and says how long each took; `rest-client.mjs import URL TOKEN FILE` sends the bulk request of a file.
 * One JSON line.
 */
import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';

const [what, url, token, ...rest] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const began = performance.now();
    const asking = request(`${url}${path}`, { agent, method, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode !== 200)
          reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
        else resolve({ milliseconds: performance.now() - began, body: JSON.parse(text) });
      });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

/** Every kind of list page that the console and the commands ask for, far into the list too. */
async function list(requests, machines) {
  const times = [];
  let cursor;
  for (let at = 0; at < requests; at++) {
    const name = `h${String(Math.floor((at * machines) / requests)).padStart(6, '0')}`;
    const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = [
      `?limit=100${next}`,
      `?limit=100&hostname=${name}`,
      '?limit=100&label=rack%3Ar1',
      `?limit=1000${next}`,
    ][at % 4];
    const { milliseconds, body } = await ask('GET', `/api/v1/machines${path}`);
    times.push({ path, milliseconds });
    if (at % 4 === 0) cursor = body.nextCursor ?? undefined;
  }
  const of = (pages) => {
    const sorted = pages.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    return { p50Ms: share(sorted, 0.5), p99Ms: share(sorted, 0.99) };
  };
  return {
    page: of(times.filter((_, at) => at % 4 === 0)),
    byName: of(times.filter((_, at) => at % 4 === 1)),
    noMatch: of(times.filter((_, at) => at % 4 === 2)),
    longPage: of(times.filter((_, at) => at % 4 === 3)),
  };
}

async function importMachines() {
  const text = readFileSync(rest[0], 'utf8');
  const { milliseconds, body } = await ask('POST', '/api/v1/machines/bulk', text);
  const created = body.results.filter(({ status }) => status === 'created').length;
  return { seconds: milliseconds / 1000, rows: body.results.length, created };
}

const result = what === 'list' ? await list(...rest.map(Number)) : await importMachines();
process.stdout.write(`${JSON.stringify(result)}\n`);
agent.destroy();
