import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { KnownTokens } from '../api/known-tokens.port.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditTrail } from './audit/audit-trail.js';
import { RecordWritesInterceptor } from './record-writes.interceptor.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensService } from './tokens/tokens.service.js';

/** Who may use REST, and what they did. Global: the guard of every route asks for the tokens. */
@Global()
@Module({
  controllers: [TokensController, AuditController],
  providers: [
    TokensService,
    { provide: KnownTokens, useExisting: TokensService },
    AuditTrail,
    { provide: APP_INTERCEPTOR, useClass: RecordWritesInterceptor },
  ],
  exports: [KnownTokens],
})
export class AccessModule {}
