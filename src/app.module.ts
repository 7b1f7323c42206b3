import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { AuditEntryEntity } from './access/audit/audit-entry.entity.js';
import { ApiTokenEntity } from './access/tokens/api-token.entity.js';
import { AddressingModule } from './addressing/addressing.module.js';
import { ApiModule } from './api/api.module.js';
import { BackupModule } from './backup/backup.module.js';
import { HandedOutFile } from './boot-files/fetches/handed-out-file.entity.js';
import { LastFetchRow } from './boot-files/fetches/last-fetch.entity.js';
import { DatabaseModule } from './database/database.module.js';
import { ForensicsModule } from './forensics/forensics.module.js';
import { DecodeModule } from './decode/decode.module.js';
import { ExplainModule } from './explain/explain.module.js';
import { InstallEntity } from './installs/install.entity.js';
import { InstallsModule } from './installs/installs.module.js';
import { ImportWatchModule } from './import-watch/import-watch.module.js';
import { InventoryModule } from './inventory/inventory.module.js';
import { MachineEntity } from './inventory/machines/machine.entity.js';
import { NicEntity } from './inventory/machines/nic.entity.js';
import { NetworkEntity } from './inventory/networks/network.entity.js';
import { ProfileEntity } from './inventory/profiles/profile.entity.js';
import { JournalRow } from './journal/journal-row.entity.js';
import { JournalModule } from './journal/journal.module.js';
import { CaptureModule, PacketTapModule } from './capture/capture.module.js';
import type { Log } from './logging/log.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { NetModule } from './net/net.module.js';
import { PersonalitiesModule } from './personalities/personalities.module.js';
import { PersonalityEntity } from './personalities/personality.entity.js';
import { ProbeModule } from './probe/probe.module.js';
import { RecipesModule } from './recipes/recipes.module.js';
import { BootparamsModule } from './responders/bootparams/bootparams.module.js';
import { ArpModule } from './responders/arp/arp.module.js';
import { OfferStrategiesModule } from './offer-strategies/offer-strategies.module.js';
import { OfferStrategyEntity } from './offer-strategies/offer-strategy.entity.js';
import { BootServerModule } from './responders/boot-server/boot-server.module.js';
import { BootpModule } from './responders/bootp/bootp.module.js';
import { HttpBootModule } from './responders/http-boot/http-boot.module.js';
import { OtherServersModule } from './responders/other-servers/other-servers.module.js';
import { RarpModule } from './responders/rarp/rarp.module.js';
import { ResponderStatusModule } from './responders/responder-status.module.js';
import { TftpModule } from './responders/tftp/tftp.module.js';
import { SightingEntity } from './sightings/sighting.entity.js';
import { SightingsModule } from './sightings/sightings.module.js';
import type { Settings } from './settings/settings.js';
import { SettingsModule } from './settings/settings.module.js';
import { WebhookDeliveryEntity, WebhookEntity } from './webhooks/webhook.entity.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { StopOrder } from './stop-order.js';
import { SurroundingsModule, THIS_HOST, type Surroundings } from './surroundings.module.js';

/** The composition root: the only file that knows every feature. */
@Module({})
export class AppModule {
  static of(settings: Settings, log: Log): DynamicModule {
    return AppModule.within(THIS_HOST, settings, log);
  }

  /** The same appliance in other surroundings: a replay's. */
  static within(surroundings: Surroundings, settings: Settings, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.of(settings),
        LoggingModule.of(log),
        SurroundingsModule.of(surroundings),
        DatabaseModule.forRoot([
          MachineEntity,
          NicEntity,
          NetworkEntity,
          ProfileEntity,
          JournalRow,
          InstallEntity,
          ApiTokenEntity,
          AuditEntryEntity,
          SightingEntity,
          PersonalityEntity,
          HandedOutFile,
          LastFetchRow,
          OfferStrategyEntity,
          WebhookEntity,
          WebhookDeliveryEntity,
        ]),
        ApiModule,
        AccessModule,
        BackupModule,
        PacketTapModule,
        NetModule,
        InventoryModule,
        AddressingModule,
        ImportWatchModule,
        JournalModule,
        InstallsModule,
        RecipesModule,
        SightingsModule,
        PersonalitiesModule,
        DecodeModule,
        ExplainModule,
        ResponderStatusModule,
        RarpModule,
        ArpModule,
        OfferStrategiesModule,
        OtherServersModule,
        BootpModule,
        BootServerModule,
        TftpModule,
        HttpBootModule,
        BootparamsModule,
        ForensicsModule,
        CaptureModule,
        WebhooksModule,
        ProbeModule,
        ...(settings.metrics === 'off' ? [] : [MetricsModule]),
      ],
      providers: [StopOrder],
    };
  }
}
