import { Module } from '@nestjs/common';
import { BootFilesModule } from '../boot-files/boot-files.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { NetModule } from '../net/net.module.js';
import { BootServerModule } from '../responders/boot-server/boot-server.module.js';
import { BootpModule } from '../responders/bootp/bootp.module.js';
import { RarpModule } from '../responders/rarp/rarp.module.js';
import { ExplainController } from './explain.controller.js';
import { ExplainService } from './explain.service.js';
import { Explainer } from './explainer.js';

@Module({
  imports: [NetModule, InventoryModule, BootFilesModule, RarpModule, BootpModule, BootServerModule],
  controllers: [ExplainController],
  providers: [ExplainService, Explainer],
})
export class ExplainModule {}
