import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BearerTokenGuard } from './bearer-token.guard.js';
import { ApiDocs } from './docs/api-docs.js';

export const MERGE_PATCH_CONTENT_TYPE = 'application/merge-patch+json';

/** What REST needs of the HTTP server itself. Call it once, between making the application and `init` or `listen`. */
export function installApi(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  const guard = app.get(BearerTokenGuard);
  server.addHook('onRequest', (request, _reply, done) => {
    try {
      guard.check(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  server.addContentTypeParser(
    MERGE_PATCH_CONTENT_TYPE,
    { parseAs: 'string' },
    server.getDefaultJsonParser('error', 'error'),
  );
  app.get(ApiDocs).describe(app);
}
