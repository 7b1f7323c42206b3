import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { Settings } from '../settings/settings.js';
import { AdminToken, readAdminToken } from './admin-token.js';
import { BearerTokenGuard } from './bearer-token.guard.js';
import { CallerController } from './caller.controller.js';
import { ApiDocsController } from './docs/api-docs.controller.js';
import { ApiDocs } from './docs/api-docs.js';
import { HealthModule } from './health.module.js';
import { ProblemFilter } from './problem.filter.js';
import { SchemaPipe } from './schema.pipe.js';

/** What all of REST has in common: the token, problem+json, schemas, health and the OpenAPI page. */
@Module({
  imports: [HealthModule],
  controllers: [ApiDocsController, CallerController],
  providers: [
    { provide: AdminToken, inject: [Settings], useFactory: (settings: Settings) => readAdminToken(settings) },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: SchemaPipe },
    BearerTokenGuard,
    ApiDocs,
  ],
  exports: [AdminToken, HealthModule],
})
export class ApiModule {}
