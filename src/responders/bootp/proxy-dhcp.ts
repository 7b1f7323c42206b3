import { Injectable } from '@nestjs/common';
import { BorrowedAddresses } from '../../addressing/borrowed-addresses.js';
import { Clock } from '../../clock/clock.port.js';
import type { KnownNetwork } from '../../boot/known-machine.js';
import { OfferStrategies } from '../../offer-strategies/offer-strategies.port.js';
import { Settings } from '../../settings/settings.js';
import { OfferAttempts } from '../offer-attempts.js';
import { silent } from '../verdict.js';
import type { BootpVerdict } from './bootp-verdict.js';
import type { BootpSituation } from './client-facts.js';
import { decideProxyDhcp, type ProxyVerdict } from './proxy-dhcp.decision.js';

/** Port 67 on networks in mode proxy: the decision, with what it remembers of each client. */
@Injectable()
export class ProxyDhcp {
  constructor(
    private readonly attempts: OfferAttempts,
    private readonly strategies: OfferStrategies,
    private readonly settings: Settings,
    private readonly borrowed: BorrowedAddresses,
    private readonly clock: Clock,
  ) {}

  answer(situation: BootpSituation, network: KnownNetwork): BootpVerdict {
    const { verdict, attempt, borrowed } = this.decide(situation, network);
    const { mac } = situation.message;
    if (borrowed !== undefined) this.borrowed.borrow(borrowed, { mac, machineId: situation.known?.machine.id });
    if (mac !== undefined && attempt !== undefined) this.attempts.keep(mac, attempt);
    return verdict;
  }

  /** The same, remembering nothing. */
  decide(situation: BootpSituation, network: KnownNetwork): ProxyVerdict {
    if (!this.settings.responders.proxy) {
      return {
        verdict: silent('proxy-switched-off', { network: network.name }),
        attempt: undefined,
        borrowed: undefined,
      };
    }
    const { mac } = situation.message;
    return decideProxyDhcp({
      ...situation,
      network,
      at: this.clock.now(),
      attempt: mac === undefined ? undefined : this.attempts.of(mac),
      remembered: (client) => this.strategies.strategyFor(client),
    });
  }
}
