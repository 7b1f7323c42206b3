import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BootWatch } from '../../src/forensics/watch/boot-watch.js';
import { signatureOf } from '../../src/webhooks/post-webhook.js';
import type { DeliveryView, WebhookView } from '../../src/webhooks/webhook.schema.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';
import { DISCOVER, VirtualClient } from './virtual-client.js';

const SECRET = 'sixteen characters or more';
const PC = '52:54:00:00:00:21';
const HOOKS = '/api/v1/webhooks';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Who is told: answers with `status`; 0 breaks the connection, undefined never answers. */
class Receiver {
  readonly received: Received[] = [];
  status: number | undefined = 204;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        if (this.status === 0) response.destroy();
        else if (this.status !== undefined) response.writeHead(this.status, { location: 'http://127.0.0.1:1/' }).end();
      });
    });
  }

  static async start(port = 0): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.server.listen(port, '127.0.0.1', done));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

let appliance: VirtualAppliance;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  await appliance.post('/api/v1/machines', {
    hostname: 'pc21',
    nics: [{ mac: PC, ip: '10.79.0.21' }],
    boot: { mode: 'paused' },
  });
});
afterEach(async () => {
  await appliance.stop();
  await receiver.stop();
});

const addHook = (over: object = {}) => appliance.post(HOOKS, { url: receiver.url, secret: SECRET, ...over });

/** A boot that fails, and the verdict about it. */
async function failToBoot(): Promise<void> {
  await new VirtualClient(appliance, PC).say(DISCOVER, [[60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')]]);
  appliance.get(BootWatch).look(Date.now() + 6_000);
}

async function deliveries(id: number): Promise<readonly DeliveryView[]> {
  return ((await appliance.ask('GET', `${HOOKS}/${id}/deliveries`)).body as { items: DeliveryView[] }).items;
}

const hook = async (id: number): Promise<WebhookView> =>
  (await appliance.ask('GET', `${HOOKS}/${id}`)).body as WebhookView;

describe('webhooks', () => {
  it('say the sentence of the log, of the timeline and of /boots, signed', async () => {
    const { id } = await addHook();
    await failToBoot();
    await expect.poll(() => receiver.received).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const told = JSON.parse(body) as { sentence: string; cure: string };
    expect(told).toMatchObject({ event: 'boot-failed', machine: { hostname: 'pc21' }, mac: PC });
    const { body: boots } = await appliance.ask('GET', '/api/v1/machines/1/boots');
    const [boot] = (boots as { items: { verdict: { sentence: string; cure: string } }[] }).items;
    expect(told.sentence).toBe(`boot failed: ${boot?.verdict.sentence ?? ''}`);
    expect(told.cure).toBe(boot?.verdict.cure);
    expect(appliance.messages('boot')).toContain(told.sentence);
    expect((await appliance.timeline(1)).map(({ sentence }) => sentence)).toContain(told.sentence);

    const timestamp = Number(headers['x-reveille-timestamp']);
    expect(headers['x-reveille-signature']).toBe(signatureOf(SECRET, timestamp, body));
    expect(headers).toMatchObject({ 'x-reveille-event': 'boot-failed', 'content-type': 'application/json' });
    await expect.poll(async () => (await deliveries(id))[0]?.state).toBe('delivered');
  });

  it('tell only what is wanted', async () => {
    await addHook({ events: ['install'] });
    const { id } = await addHook({ events: ['boot-failed', 'boot-done'] });
    await failToBoot();
    await expect.poll(async () => (await deliveries(id)).length).toBe(1);
    expect(receiver.received).toHaveLength(1);
  });

  it.each([
    ['fails', 500, 'the answer is 500'],
    ['sends us elsewhere', 302, 'the answer is 302, a redirection; write the address that it leads to'],
    ['breaks the connection', 0, 'other side closed'],
  ])('a receiver that %s is told again after a restart', async (_, status, problem) => {
    receiver.status = status;
    const { id } = await addHook();
    await failToBoot();
    await expect.poll(async () => (await deliveries(id))[0]?.attempts).toBe(1);
    const [waiting] = await deliveries(id);
    expect(waiting).toMatchObject({ state: 'waiting', status: status === 0 ? null : status });
    if (status !== 0) expect(waiting?.problem).toBe(problem);
    expect((await hook(id)).failingSince).not.toBeNull();
    receiver.status = 200;
    await appliance.restart();
    await expect.poll(async () => (await deliveries(id))[0]?.state).toBe('delivered');
    expect(await hook(id)).toMatchObject({ active: true, failingSince: null });
    expect(receiver.received[0]?.body).toBe(receiver.received.at(-1)?.body);
  });

  it('a receiver that is away is told when a test finds it back', async () => {
    const { url, port } = receiver;
    const { id } = await addHook({ url });
    await receiver.stop();
    await failToBoot();
    await expect.poll(async () => (await deliveries(id))[0]?.problem).toBe('ECONNREFUSED');
    expect((await appliance.ask('POST', `${HOOKS}/${id}/test`)).body).toMatchObject({ delivered: false });
    receiver = await Receiver.start(port);
    expect((await appliance.ask('POST', `${HOOKS}/${id}/test`)).body).toEqual({
      delivered: true,
      status: 204,
      problem: null,
    });
    await expect.poll(async () => (await deliveries(id))[0]?.state).toBe('delivered');
  });

  it('a receiver that never answers holds up nothing, and no stop', async () => {
    receiver.status = undefined;
    const { id } = await addHook();
    await failToBoot();
    await expect.poll(() => receiver.received).toHaveLength(1);
    expect(await new VirtualClient(appliance, PC).say(DISCOVER)).toBeDefined();
    receiver.status = 200;
    await appliance.restart();
    await expect.poll(async () => (await deliveries(id))[0]?.state).toBe('delivered');
    expect((await deliveries(id))[0]?.attempts).toBe(1);
  });

  it('one that says 410 is switched off with a loud line, and on again by a person', async () => {
    receiver.status = 410;
    const { id } = await addHook();
    await failToBoot();
    await expect.poll(async () => (await hook(id)).active).toBe(false);
    expect((await hook(id)).disabledBecause).toContain('410');
    expect(appliance.logged.join()).toContain('is switched off');
    await expect.poll(async () => (await deliveries(id))[0]?.state).toBe('given-up');
    receiver.status = 200;
    await appliance.patch(`${HOOKS}/${id}`, { active: true });
    expect(await hook(id)).toMatchObject({ active: true, disabledBecause: null });
  });

  it('the secret is shown once, made where none is given, and stands in no audit', async () => {
    const made = await appliance.ask('POST', HOOKS, { url: receiver.url });
    const { secret, id } = made.body as { secret: string; id: number };
    expect(secret).toMatch(/^[\w-]{43}$/);
    const texts = [await appliance.ask('GET', HOOKS), await appliance.ask('GET', '/api/v1/audit')].map(
      ({ text }) => text,
    );
    expect(texts.join()).not.toContain(secret);
    expect((await appliance.ask('DELETE', `${HOOKS}/${id}`)).status).toBe(204);
    expect((await appliance.ask('GET', `${HOOKS}/${id}`)).status).toBe(404);
  });

  it.each([
    ['no URL', { url: 'hooks' }],
    ['another scheme', { url: 'file:///etc/passwd' }],
    ['a password in the URL', { url: 'http://a:b@host/' }],
    ['a short secret', { url: 'http://host/', secret: 'short' }],
    ['an unknown event', { url: 'http://host/', events: ['everything'] }],
  ])('refuses %s', async (_, input) => {
    expect((await appliance.ask('POST', HOOKS, input)).status).toBe(422);
  });

  it('are the admin’s alone', async () => {
    const base = await appliance.listen();
    const made = await appliance.ask('POST', '/api/v1/tokens', { name: 'op', role: 'operator' });
    const { token } = made.body as { token: string };
    const asked = (bearer: string) => fetch(`${base}${HOOKS}`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await asked(token)).status).toBe(403);
    expect((await asked(TOKEN)).status).toBe(200);
  });
});
