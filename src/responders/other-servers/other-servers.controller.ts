import { Controller, Get } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { VendorNames } from '../../vendors/vendor-names.js';
import { OtherServersResponder } from './other-servers.responder.js';
import { otherServerList, viewOtherServer, type OtherServerView } from './other-servers.view.js';

@Controller('api/v1/other-servers')
export class OtherServersController {
  constructor(
    private readonly servers: OtherServersResponder,
    private readonly vendors: VendorNames,
  ) {}

  @Operation({
    summary: 'DHCP and BOOTP servers on our wires that are not ours, the latest heard first',
    tag: 'other servers',
    answer: otherServerList,
  })
  @Get()
  async list(): Promise<{ items: OtherServerView[] }> {
    const items = this.servers
      .all()
      .map(async (server) =>
        viewOtherServer(server, this.servers.isExpected(server), await this.vendors.nameOf(server.mac)),
      );
    return { items: await Promise.all(items) };
  }
}
