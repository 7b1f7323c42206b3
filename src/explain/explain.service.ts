import { Injectable } from '@nestjs/common';
import { validationProblem, notFoundProblem } from '../api/problem.js';
import { BootFileGate } from '../boot-files/boot-file-gate.js';
import { isUrl } from '../boot/boot-plan.js';
import type { KnownMachine, KnownNic } from '../boot/known-machine.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { Net, type NetworkInterface } from '../net/net.port.js';
import { STATUS_OF_REFUSAL } from '../responders/http-boot/refusal-status.table.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { networkContains } from '../values/ipv4-network.js';
import { parseMacAddress, type MacAddress } from '../values/mac-address.js';
import { clientArchOf } from '../values/client-arch.js';
import { encodeClientRequest, type ClientRequest } from '../wire/dhcp/client-request.js';
import { encodeError } from '../wire/tftp/tftp.codec.js';
import { bootpQuestion, bootServerQuestion, rarpQuestion, readAskedPacket, type AskedPacket } from './asked-packet.js';
import type { ExplainInput, ExplainView, FetchView, PacketInput, StepView } from './explain.schema.js';
import { renderSilence } from './explained.render.js';
import { Explainer, type ExplainedStep } from './explainer.js';

/** The firmware that a machine is explained for when nobody says which it has: BIOS and x64 UEFI. */
const USUAL_ARCHITECTURES: readonly number[] = [0, 7];
/** xid of packets that are never sent. */
const TRANSACTION_ID = 0x52455645;

/** What would happen if: a machine boots, or a packet comes in. */
@Injectable()
export class ExplainService {
  constructor(
    private readonly net: Net,
    private readonly directory: MachineDirectory,
    private readonly explainer: Explainer,
    private readonly gate: BootFileGate,
  ) {}

  async explain(input: ExplainInput): Promise<ExplainView> {
    const { machine, packet, hex } = input;
    if ([machine, packet, hex].filter((given) => given !== undefined).length !== 1)
      throw validationProblem([{ field: '', reason: 'send one of machine, packet and hex' }]);
    if (machine !== undefined) return this.explainMachine(String(machine), input);
    if (packet?.protocol === 'tftp' || packet?.protocol === 'http')
      return this.explainFetch(packet, packet.protocol, input);
    const wire = this.chooseWire(input.interface, undefined);
    const asked = packet === undefined ? this.readHex(hex ?? Buffer.alloc(0), wire) : this.askPacket(packet, wire);
    return { machine: null, steps: [this.explainer.explain(asked).view], fetches: [] };
  }

  private async explainMachine(named: string, input: ExplainInput): Promise<ExplainView> {
    const machine = this.findMachine(named);
    const nic = nicOf(machine, named);
    const mac = nic?.mac;
    if (nic === undefined || mac === undefined)
      throw validationProblem([{ field: 'machine', reason: 'none of its NICs has a MAC; send a packet instead' }]);
    const wire = this.chooseWire(input.interface, nic.ip);
    const steps = [this.explainer.explain(rarpQuestion(mac, wire)), this.explainer.explain(bootpOf(mac, wire))];
    for (const architecture of input.architecture === undefined ? USUAL_ARCHITECTURES : [input.architecture]) {
      steps.push(...this.explainDhcp(mac, architecture, nic.ip, wire));
    }
    const views: StepView[] = steps.map(({ view }) => view);
    const fetches = await this.fetchesOf(steps, nic.ip);
    return { machine: { id: machine.id, hostname: machine.hostname }, steps: views, fetches };
  }

  /** DISCOVER; then REQUEST of what was offered, or the question to the boot server after a proxy's OFFER. */
  private explainDhcp(
    mac: MacAddress,
    architecture: number,
    address: Ipv4Address | undefined,
    wire: NetworkInterface,
  ): ExplainedStep[] {
    const name = clientArchOf(architecture)?.name ?? `architecture ${architecture}`;
    const base = { mac, architecture, transactionId: TRANSACTION_ID };
    const ask = (title: string, request: ClientRequest): ExplainedStep =>
      this.explainer.explain(bootpQuestion(`${title}, ${name}`, encodeClientRequest(request), wire, false));
    const discover = ask('DHCPDISCOVER', { ...base, kind: 'discover' });
    const offer = discover.answer;
    if (offer === undefined) return [discover];
    if (offer.address === undefined) {
      const bytes = encodeClientRequest({ ...base, kind: 'request', clientAddress: address });
      return [discover, this.explainer.explain(bootServerQuestion(`boot server, ${name}`, bytes, wire))];
    }
    const { address: requestedAddress, server: serverIdentifier } = offer;
    return [discover, ask('DHCPREQUEST', { ...base, kind: 'request', requestedAddress, serverIdentifier })];
  }

  /** The files that the answers name, each once. */
  private async fetchesOf(steps: readonly ExplainedStep[], address: Ipv4Address | undefined): Promise<FetchView[]> {
    const fetches = new Map<string, Promise<FetchView>>();
    for (const { answer } of steps) {
      const from = answer?.address ?? address;
      if (answer?.file === undefined || isUrl(answer.file) || from === undefined) continue;
      for (const protocol of ['tftp', 'http'] as const) {
        const key = `${protocol} ${answer.file} ${from}`;
        if (!fetches.has(key)) fetches.set(key, this.fetch(protocol, answer.file, from, answer.server));
      }
    }
    return Promise.all(fetches.values());
  }

  private async explainFetch(
    { file, clientAddress }: PacketInput,
    protocol: 'tftp' | 'http',
    input: ExplainInput,
  ): Promise<ExplainView> {
    if (file === undefined || clientAddress === undefined)
      throw validationProblem([{ field: 'packet', reason: `${protocol} needs file and clientAddress` }]);
    const server = this.chooseWire(input.interface, clientAddress).addresses[0]?.address;
    const known = this.directory.byIp(clientAddress)?.machine;
    return {
      machine: known === undefined ? null : { id: known.id, hostname: known.hostname },
      steps: [],
      fetches: [await this.fetch(protocol, file, clientAddress, server)],
    };
  }

  private async fetch(
    protocol: 'tftp' | 'http',
    path: string,
    clientAddress: Ipv4Address,
    serverAddress: Ipv4Address | undefined,
  ): Promise<FetchView> {
    const verdict = await this.gate.explain({ path, clientAddress, serverAddress });
    const asked = { protocol, path, from: formatIpv4Address(clientAddress) };
    if (verdict.kind === 'serve') {
      const { file, correction } = verdict;
      const answer = protocol === 'http' ? '200' : 'OACK or DATA';
      const sentence = `served${correction === undefined ? '' : ` as ${correction}`}`;
      return { ...asked, outcome: 'answered', reason: null, sentence, cure: null, answer, size: file.size };
    }
    const { reason, tftpError, problem } = verdict;
    const silence = renderSilence(reason, problem === undefined ? undefined : { problem });
    const answer =
      protocol === 'http'
        ? String(STATUS_OF_REFUSAL[reason] ?? 403)
        : encodeError(tftpError.code, tftpError.message).toString('hex');
    return { ...asked, outcome: 'silent', reason, ...silence, answer, size: null };
  }

  private readHex(octets: Buffer, wire: NetworkInterface): AskedPacket {
    const asked = readAskedPacket(octets, wire);
    if (!asked.ok) throw validationProblem([{ field: 'hex', reason: asked.error }]);
    return asked.value;
  }

  private askPacket(packet: PacketInput, wire: NetworkInterface): AskedPacket {
    const { protocol, mac, type, relay, file, ...rest } = packet;
    if (mac === undefined) throw validationProblem([{ field: 'packet.mac', reason: 'is needed: who asks?' }]);
    if (protocol === 'rarp') return rarpQuestion(mac, wire);
    const kind = protocol === 'bootp' ? 'bootp' : (type ?? (protocol === 'pxe' ? 'request' : 'discover'));
    const bytes = encodeClientRequest({
      ...rest,
      kind,
      mac,
      transactionId: TRANSACTION_ID,
      relayAddress: relay,
      askedFile: file,
    });
    const title = protocol === 'bootp' ? 'BOOTREQUEST' : `DHCP${kind.toUpperCase()}`;
    if (protocol === 'pxe') return bootServerQuestion(title, bytes, wire);
    return bootpQuestion(title, bytes, wire, relay !== undefined);
  }

  /** The interface of this name; else the one whose network holds the address; else the first. */
  private chooseWire(name: string | undefined, address: Ipv4Address | undefined): NetworkInterface {
    const interfaces = this.net.interfaces();
    const own = (wire: NetworkInterface): boolean =>
      address !== undefined && wire.addresses.some(({ network }) => networkContains(network, address));
    const wire =
      name === undefined ? (interfaces.find(own) ?? interfaces[0]) : interfaces.find((one) => one.name === name);
    if (wire !== undefined) return wire;
    const served = interfaces.map((one) => one.name).join(', ') || 'none';
    throw validationProblem([{ field: 'interface', reason: `is not one that is served now; these are: ${served}` }]);
  }

  private findMachine(named: string): KnownMachine {
    const mac = parseMacAddress(named);
    const ip = parseIpv4Address(named);
    const machine =
      (mac.ok ? this.directory.byMac(mac.value)?.machine : undefined) ??
      (ip.ok ? this.directory.byIp(ip.value)?.machine : undefined) ??
      (/^\d{1,9}$/.test(named) ? this.directory.byId(Number(named)) : undefined) ??
      this.directory.byHostname(named);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${named}.`);
    return machine;
  }
}

/** The NIC that was named by its MAC, else the first that has one. */
function nicOf({ nics }: KnownMachine, named: string): KnownNic | undefined {
  const mac = parseMacAddress(named);
  return nics.find((nic) => mac.ok && nic.mac === mac.value) ?? nics.find((nic) => nic.mac !== undefined);
}

function bootpOf(mac: MacAddress, wire: NetworkInterface): AskedPacket {
  const bytes = encodeClientRequest({ kind: 'bootp', mac, transactionId: TRANSACTION_ID });
  return bootpQuestion('BOOTREQUEST', bytes, wire, false);
}
