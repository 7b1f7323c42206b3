import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { OfferStrategiesModule } from '../offer-strategies/offer-strategies.module.js';
import { OfferAttempts } from './offer-attempts.js';

@Module({
  imports: [JournalModule, OfferStrategiesModule],
  providers: [OfferAttempts],
  exports: [OfferAttempts, OfferStrategiesModule],
})
export class OfferAttemptsModule {}
