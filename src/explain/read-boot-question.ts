import { chooseAddress } from '../boot/choose-address.js';
import { networkHolding } from '../boot/choose-networks.js';
import type { BootQuestion } from '../boot/boot-question.js';
import type { BootRequest } from '../boot/boot-request.js';
import { readClientFacts, readNetworks, type AddressSituation } from '../responders/bootp/client-facts.js';
import { readPoolClient } from '../responders/bootp/pool-client.js';
import { proxyNetworkOf, readBootFacts } from '../responders/bootp/proxy-facts.js';
import { readBootRequest } from '../responders/bootp/read-boot-request.js';

/** What the boot policy is asked about this request on port 67 or 4011; undefined when it is not asked. */
export function bootQuestionOf(situation: AddressSituation): BootQuestion | undefined {
  const request = readBootRequest(situation.message);
  const { fileExists } = situation;
  const proxied = proxyNetworkOf(situation);
  if (proxied !== undefined) {
    const facts = readBootFacts(situation, proxied, request);
    return 'reason' in facts ? atHome(situation, request) : { request, fileExists, ...pick(facts) };
  }
  const facts = readClientFacts(situation, request);
  if (!('reason' in facts)) return { request, fileExists, ...pick(facts) };
  const pool = readPoolClient(situation, request);
  if (pool !== undefined && facts.reason !== 'paused') {
    return { request, fileExists, machine: pool.machine, network: pool.networks[0] };
  }
  return atHome(situation, request);
}

type Asked = Pick<BootQuestion, 'machine' | 'network'>;

const pick = ({ machine, network }: Asked): Asked => ({ machine, network });

/** A machine that gets no answer: what the policy would say of it on this wire. */
function atHome(situation: AddressSituation, request: BootRequest): BootQuestion | undefined {
  const { known, fileExists } = situation;
  if (known === undefined) return undefined;
  const networks = readNetworks(situation);
  const { machine, nic } = known;
  const address = chooseAddress(machine, nic, (candidate) => networkHolding(networks, candidate) !== undefined);
  const network = (address === undefined ? undefined : networkHolding(networks, address)) ?? networks[0];
  return { request, machine, network, fileExists };
}
