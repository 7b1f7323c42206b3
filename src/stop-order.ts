import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Leases } from './addressing/leases.service.js';
import { Readiness } from './api/readiness.js';
import { Installs } from './installs/installs.js';
import { Journal } from './journal/journal.port.js';
import { Net } from './net/net.port.js';
import { BootServerResponder } from './responders/boot-server/boot-server.responder.js';
import { BootparamsResponder } from './responders/bootparams/bootparams.responder.js';
import { ArpResponder } from './responders/arp/arp.responder.js';
import { BootpResponder } from './responders/bootp/bootp.responder.js';
import { HttpBootResponder } from './responders/http-boot/http-boot.responder.js';
import { OtherServersResponder } from './responders/other-servers/other-servers.responder.js';
import { RarpResponder } from './responders/rarp/rarp.responder.js';
import { TftpResponder } from './responders/tftp/tftp.responder.js';

/**
 * How the appliance stops: intake first, then running transfers until their deadline, then what leases, installations
 * and the journal still hold. Nest closes HTTP after this, and the database module closes the database last.
 */
@Injectable()
export class StopOrder implements BeforeApplicationShutdown {
  constructor(
    private readonly readiness: Readiness,
    private readonly rarp: RarpResponder,
    private readonly arp: ArpResponder,
    private readonly bootp: BootpResponder,
    private readonly bootServer: BootServerResponder,
    private readonly otherServers: OtherServersResponder,
    private readonly tftp: TftpResponder,
    private readonly httpBoot: HttpBootResponder,
    private readonly bootparams: BootparamsResponder,
    private readonly leases: Leases,
    private readonly net: Net,
    private readonly installs: Installs,
    private readonly journal: Journal,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.readiness.notReady('appliance', 'it is stopping');
    this.rarp.stop();
    this.arp.stop();
    this.bootp.stop();
    this.bootServer.stop();
    this.otherServers.stop();
    try {
      await Promise.all([this.tftp.stop(), this.httpBoot.stop(), this.bootparams.stop()]);
    } finally {
      this.net.close();
      await this.leases.finish();
      await this.installs.stop();
      await this.journal.finish();
    }
  }
}
