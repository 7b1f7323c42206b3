import { createInterface } from 'node:readline';

/*
 * A program for the appliance's namespace: reads one request per line of standard input, asks the appliance there,
 * and answers one line of JSON each, in order. With `retryUntil` a request is repeated until it gives 200 or that moment
 * has passed: this is how the start is awaited.
 *
 *   {"url":"http://127.0.0.1:8080/health/ready","method":"GET","headers":{},"retryUntil":1700000000000}
 */
export interface RelayRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds since 1970. */
  readonly retryUntil?: number;
}

/** `status` 0: no answer came; `text` says why. */
export interface RelayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const RETRY_MILLISECONDS = 100;

async function askOnce(request: RelayRequest): Promise<RelayResponse> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      ...(request.body !== undefined && { body: request.body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers.entries()),
      text: await response.text(),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { status: 0, headers: {}, text: cause };
  }
}

async function ask(request: RelayRequest): Promise<RelayResponse> {
  let response = await askOnce(request);
  while (response.status !== 200 && Date.now() < (request.retryUntil ?? 0)) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    response = await askOnce(request);
  }
  return response;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await ask(JSON.parse(line) as RelayRequest))}\n`);
}
