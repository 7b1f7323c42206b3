import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { conflictProblem, validationProblem } from '../api/problem.js';
import { Net, type NetworkInterface } from '../net/net.port.js';
import { Settings } from '../settings/settings.js';
import { formatIpv4Address } from '../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../values/mac-address.js';
import { readAllBootServerQuestions } from './boot-server-questions.js';
import { fetchOffered, type Fetched } from './fetch-offered.js';
import { bootServerView, fileView, offerView } from './probe.view.js';
import { renderProbeVerdict } from './probe-verdict.render.js';
import type { ProbeInput, ProbeView } from './probe.schema.js';
import { SyntheticClient, type AskedBootServer, type HeardOffer } from './synthetic-client.js';

/** Locally administered (IEEE 802, second bit of the first octet), then "RVP". */
const OWN_MACS = 0x02_52_56_50_00_00;

/** What was heard of one kind of client. */
interface Round {
  readonly offers: readonly HeardOffer[];
  readonly bootServers: readonly AskedBootServer[];
}

/** Asks the wire as a machine would, with clients that are not ours, and takes nothing. */
@Injectable()
export class Prober {
  private running = false;

  constructor(
    private readonly net: Net,
    private readonly settings: Settings,
  ) {}

  /** 409 while another probe runs, or where port 68 cannot be had. */
  async probe(input: ProbeInput): Promise<ProbeView> {
    if (this.running) throw refused('another probe is under way; ask again in a moment');
    this.running = true;
    try {
      return await this.ask(input);
    } finally {
      this.running = false;
    }
  }

  private async ask(input: ProbeInput): Promise<ProbeView> {
    const { seconds, pxe } = input;
    const wire = this.wireOf(input.interface);
    const mac = input.mac ?? ((OWN_MACS + randomInt(0x1_0000)) as MacAddress);
    const firmware = pxe ? await this.round(wire, mac, input, vendorClassOf(input)) : undefined;
    const { offers: withoutPxe } = await this.round(wire, mac, input, undefined);
    const withPxe = firmware?.offers;
    const bootServers = firmware?.bootServers ?? [];
    const told = bootServers.flatMap(({ answer }) => answer ?? []);
    const fetched = input.fetch ? await this.fetchFirst([...told, ...(withPxe ?? []), ...withoutPxe]) : undefined;
    const isOurs = (server: string): boolean => this.isOurs(server);
    const offered = (offer: HeardOffer, option60: boolean) => offerView(offer, option60, isOurs(offer.server));
    return {
      interface: wire.name,
      mac: formatMacAddress(mac),
      offers: [...(withPxe ?? []).map((one) => offered(one, true)), ...withoutPxe.map((one) => offered(one, false))],
      bootServers: bootServers.map((asked) => bootServerView(asked, isOurs(asked.address))),
      file: fetched === undefined ? null : fileView(fetched),
      ...renderProbeVerdict({ seconds, withPxe, withoutPxe, bootServers, isOurs, fetched }),
    };
  }

  private async round(
    wire: NetworkInterface,
    mac: MacAddress,
    { architecture, userClass, seconds }: ProbeInput,
    vendorClass: string | undefined,
  ): Promise<Round> {
    const firmware = { mac, architecture, vendorClass, userClass };
    const opened = SyntheticClient.open(this.net, wire, this.settings.ports, firmware);
    if (!opened.ok) throw refused(`${opened.error.sentence}; a DHCP client of this host may hold it`);
    const client = opened.value;
    try {
      client.ask();
      await wait(seconds * 1000);
      const offers = [...client.offers];
      const asked = vendorClass === undefined ? [] : readAllBootServerQuestions(offers);
      const bootServers: AskedBootServer[] = [];
      for (const question of asked) {
        bootServers.push({ ...question, answer: await client.askBootServer(question, seconds * 1000) });
      }
      return { offers, bootServers };
    } finally {
      client.close();
    }
  }

  /** Of ours first: that is what is asked about. */
  private async fetchFirst(offers: readonly HeardOffer[]): Promise<Fetched | undefined> {
    const named = offers.filter(({ file }) => file !== undefined);
    const offer = named.find(({ server }) => this.isOurs(server)) ?? named[0];
    if (offer?.file === undefined) return undefined;
    return fetchOffered(offer.nextServer ?? offer.server, offer.file, this.settings.ports.tftp);
  }

  private isOurs(server: string): boolean {
    return this.net
      .interfaces()
      .some(({ addresses }) => addresses.some(({ address }) => formatIpv4Address(address) === server));
  }

  private wireOf(name: string | undefined): NetworkInterface {
    const wires = this.net.interfaces();
    const wire = name === undefined ? wires[0] : wires.find((one) => one.name === name);
    if (wire !== undefined) return wire;
    if (wires.length === 0) throw refused('no interface is served now: reveille doctor says why');
    const served = wires.map((one) => one.name).join(', ');
    throw validationProblem([{ field: 'interface', reason: `is not one that is served now; these are: ${served}` }]);
  }
}

function vendorClassOf({ vendorClass, architecture }: ProbeInput): string {
  const number = String(architecture).padStart(5, '0');
  return vendorClass ?? `PXEClient:Arch:${number}:UNDI:00${architecture === 0 ? '2001' : '3016'}`;
}

function refused(reason: string): Error {
  return conflictProblem([{ field: '', reason }]);
}
