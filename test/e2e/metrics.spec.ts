import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { ip, mac } from '../fakes/known-lab.js';
import { VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';

let appliance: VirtualAppliance;

afterEach(() => appliance.stop());

async function askByRarp(hardware: string): Promise<void> {
  const request = {
    source: mac(hardware),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 3,
    senderHardwareAddress: mac(hardware),
    senderProtocolAddress: ip('0.0.0.0'),
    targetHardwareAddress: mac(hardware),
    targetProtocolAddress: ip('0.0.0.0'),
  } as const;
  appliance.wire.inject(encodeRarp(request));
  await new Promise((resolve) => setImmediate(resolve));
}

const scrape = async (): Promise<readonly string[]> =>
  (await appliance.ask('GET', '/metrics')).text.split('\n').filter((line) => line !== '');

/** The value of one sample, written as Prometheus writes it; undefined when there is none. */
async function sample(name: string): Promise<number | undefined> {
  const line = (await scrape()).find((text) => text.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

describe('/metrics', () => {
  beforeEach(async () => {
    appliance = await VirtualAppliance.start();
    const pools = [{ from: '10.79.0.200', to: '10.79.0.209' }];
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', mode: 'pool', pools });
    await appliance.post('/api/v1/machines', { hostname: 'ultra10', nics: [{ mac: SUN, ip: '10.79.0.21' }] });
  });

  it('counts answers and silence with its reason, and times the answers', async () => {
    await askByRarp(SUN);
    await askByRarp(SUN);
    await askByRarp('8:0:20:0:0:1');
    expect(await sample('reveille_packets_total{protocol="rarp",verdict="answered",reason=""}')).toBe(2);
    expect(await sample('reveille_packets_total{protocol="rarp",verdict="silent",reason="unknown-machine"}')).toBe(1);
    expect(await sample('reveille_answer_seconds_count{protocol="rarp"}')).toBe(2);
    expect(await sample('reveille_answer_seconds_bucket{protocol="rarp",le="+Inf"}')).toBe(2);
  });

  it('knows the inventory, the pools and the commits', async () => {
    expect(await sample('reveille_machines')).toBe(1);
    expect(await sample('reveille_networks')).toBe(1);
    expect(await sample('reveille_pool_addresses{network="lab"}')).toBe(10);
    expect(await sample('reveille_leases{network="lab",state="leased"}')).toBe(0);
    expect(await sample('reveille_commit_seconds_count{database="inventory"}')).toBeGreaterThan(0);
    expect(await sample('reveille_responder_up{responder="RARP",interface="eth0"}')).toBe(1);
  });

  it('is Prometheus text with a help and a type for each name, and every name is ours, Node’s or the process’s', async () => {
    const answer = await appliance.ask('GET', '/metrics');
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = answer.text.split('\n').filter((line) => line !== '');
    const typed = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2] ?? '');
    expect(new Set(typed).size).toBe(typed.length);
    for (const name of typed) expect(name).toMatch(/^(reveille|nodejs|process)_[a-z0-9_]+$/);
    const samples = lines.filter((line) => !line.startsWith('#'));
    for (const line of samples) expect(line).toMatch(/^[a-z0-9_]+(\{([a-z]+="[^"]*",?)+\})? (\d|Nan|NaN)[\d.e+-]*$/i);
  });

  it('has every name that the dashboard for Grafana asks for', async () => {
    const dashboard = JSON.parse(readFileSync('docs/grafana/reveille.json', 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[];
    };
    const described = (await scrape()).flatMap((line) => /^# TYPE (\S+) (\S+)/.exec(line)?.slice(1, 3) ?? []);
    const known = new Set(
      described.flatMap((word, index) =>
        index % 2 === 1 ? [] : described[index + 1] === 'histogram' ? histogramNames(word) : [word],
      ),
    );
    const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr)));
    expect(new Set(asked).size).toBeGreaterThan(15);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});

const histogramNames = (name: string): string[] => [`${name}_bucket`, `${name}_sum`, `${name}_count`];

/** Metrics of a PromQL expression: the words before a selector. */
const namesIn = (expression: string): string[] =>
  [...expression.matchAll(/([a-z][a-z0-9_]*)\{/g)].map(([, name]) => name ?? '');

describe('REVEILLE_METRICS', () => {
  it('off: there is no such page', async () => {
    appliance = await VirtualAppliance.start({ REVEILLE_METRICS: 'off' });
    expect((await appliance.ask('GET', '/metrics')).status).toBe(404);
  });

  it('token: who has none is turned away, whoever may read may read it', async () => {
    appliance = await VirtualAppliance.start({ REVEILLE_METRICS: 'token' });
    const url = await appliance.listen();
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect((await appliance.ask('GET', '/metrics')).status).toBe(200);
  });

  it('on, as it is unless somebody says otherwise: for everybody', async () => {
    appliance = await VirtualAppliance.start();
    const url = await appliance.listen();
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  });
});
