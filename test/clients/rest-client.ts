import { fileURLToPath } from 'node:url';
import type { NetworkRig } from './network-rig.js';
import type { RelayRequest, RelayResponse } from './rest-relay.js';
import type { RunningProgram } from './running-program.js';

/** The folder of the repository: above `test/clients`, or above `dist/test/clients` when compiled. */
export const REPOSITORY = fileURLToPath(
  new URL(import.meta.url.includes('/dist/test/clients/') ? '../../..' : '../..', import.meta.url),
);

const ANSWER_MILLISECONDS = 30_000;

/** An answer of the appliance's REST interface. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown;
}

/** Asks the appliance from inside its own namespace, one request after the other. */
export class RestClient {
  private readonly relay: RunningProgram;
  private answered = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    rig: NetworkRig,
    private readonly origin: string,
    private readonly token: string,
  ) {
    this.relay = rig.inServer(process.execPath, [`${REPOSITORY}/dist/test/clients/rest-relay.js`]);
  }

  get(path: string): Promise<RestAnswer> {
    return this.call('GET', path);
  }

  post(path: string, body: unknown): Promise<RestAnswer> {
    return this.call('POST', path, body);
  }

  patch(path: string, body: unknown): Promise<RestAnswer> {
    return this.call('PATCH', path, body);
  }

  delete(path: string): Promise<RestAnswer> {
    return this.call('DELETE', path);
  }

  /** Resolves when GET of the path gives 200; rejects after the time. */
  async waitFor(path: string, milliseconds: number): Promise<void> {
    const retryUntil = Date.now() + milliseconds;
    const answer = await this.send(
      { url: `${this.origin}${path}`, method: 'GET', headers: {}, retryUntil },
      milliseconds,
    );
    if (answer.status !== 200)
      throw new Error(`${path} did not answer 200 within ${milliseconds} ms; last: ${answer.status} ${answer.text}`);
  }

  async close(): Promise<void> {
    await this.relay.stop();
  }

  private call(method: string, path: string, body?: unknown): Promise<RestAnswer> {
    return this.send({
      url: `${this.origin}${path}`,
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  private send(request: RelayRequest, extraMilliseconds = 0): Promise<RestAnswer> {
    const answer = this.last.then(async () => {
      this.relay.write(`${JSON.stringify(request)}\n`);
      this.answered += 1;
      const wanted = new RegExp(`^(?:[^\\n]*\\n){${this.answered - 1}}([^\\n]*)\\n`);
      const match = await this.relay.waitFor(wanted, ANSWER_MILLISECONDS + extraMilliseconds);
      const { status, headers, text } = JSON.parse(match[1] ?? '') as RelayResponse;
      return { status, headers, text, body: asJson(text) };
    });
    this.last = answer.catch(() => undefined);
    return answer;
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
