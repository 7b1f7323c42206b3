import { Module } from '@nestjs/common';
import { OfferStrategiesController } from './offer-strategies.controller.js';
import { OfferStrategies } from './offer-strategies.port.js';
import { OfferStrategiesService } from './offer-strategies.service.js';

/** What is known of how firmware wants to be told what to boot beside another DHCP server. */
@Module({
  controllers: [OfferStrategiesController],
  providers: [OfferStrategiesService, { provide: OfferStrategies, useExisting: OfferStrategiesService }],
  exports: [OfferStrategies],
})
export class OfferStrategiesModule {}
