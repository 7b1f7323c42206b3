import { createHmac } from 'node:crypto';
import { VERSION } from '../version.js';

/** How long an answer may take, milliseconds. */
const PATIENCE = 10_000;

/** How a delivery went. */
export interface Posted {
  readonly ok: boolean;
  /** Undefined: there was no answer. */
  readonly status: number | undefined;
  /** A sentence when it did not arrive. */
  readonly problem: string | undefined;
}

/**
 * What the receiver checks: HMAC-SHA256 with the secret over `<timestamp>.<body>`, in hexadecimal. The timestamp, in
 * seconds since 1970, is signed with the rest, so that nobody can send an old delivery again.
 */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** Tells one receiver. Redirects are not followed: the operator named the host, and nobody else may name another. */
export async function postWebhook(
  { url, secret }: { readonly url: string; readonly secret: string },
  { id, event, body }: { readonly id: number; readonly event: string; readonly body: string },
  stop: AbortSignal,
): Promise<Posted> {
  const timestamp = Math.floor(Date.now() / 1000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': `Reveille/${VERSION}`,
        'x-reveille-event': event,
        'x-reveille-delivery': String(id),
        'x-reveille-timestamp': String(timestamp),
        'x-reveille-signature': signatureOf(secret, timestamp, body),
      },
      body,
      signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]),
    });
    await response.body?.cancel();
    const { ok, status } = response;
    return { ok, status, problem: ok ? undefined : sentenceOf(status) };
  } catch (error) {
    const { name, message, cause } = error as Error;
    if (name === 'TimeoutError') return failed(`no answer within ${PATIENCE / 1000} s`);
    const { code, message: inner } = (cause ?? {}) as { code?: string; message?: string };
    return failed(code ?? inner ?? message);
  }
}

function sentenceOf(status: number): string {
  return status >= 300 && status < 400
    ? `the answer is ${status}, a redirection; write the address that it leads to`
    : `the answer is ${status}`;
}

function failed(problem: string): Posted {
  return { ok: false, status: undefined, problem };
}
