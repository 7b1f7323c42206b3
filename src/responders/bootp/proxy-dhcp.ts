import { Injectable } from '@nestjs/common';
import type { KnownNetwork } from '../../boot/known-machine.js';
import { OfferStrategies } from '../../offer-strategies/offer-strategies.port.js';
import { Settings } from '../../settings/settings.js';
import { OfferAttempts } from '../offer-attempts.js';
import { silent } from '../verdict.js';
import type { BootpVerdict } from './bootp-verdict.js';
import type { BootpSituation } from './client-facts.js';
import { decideProxyDhcp } from './proxy-dhcp.decision.js';

/** Port 67 on networks in mode proxy: the decision, with what it remembers of each client. */
@Injectable()
export class ProxyDhcp {
  constructor(
    private readonly attempts: OfferAttempts,
    private readonly strategies: OfferStrategies,
    private readonly settings: Settings,
  ) {}

  answer(situation: BootpSituation, network: KnownNetwork): BootpVerdict {
    if (!this.settings.responders.proxy) return silent('proxy-switched-off', { network: network.name });
    const { mac } = situation.message;
    const { verdict, attempt } = decideProxyDhcp({
      ...situation,
      network,
      at: Date.now(),
      attempt: mac === undefined ? undefined : this.attempts.of(mac),
      remembered: (client) => this.strategies.strategyFor(client),
    });
    if (mac !== undefined && attempt !== undefined) this.attempts.keep(mac, attempt);
    return verdict;
  }
}
