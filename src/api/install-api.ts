import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BearerTokenGuard } from './bearer-token.guard.js';
import { ApiDocs } from './docs/api-docs.js';

export const MERGE_PATCH_CONTENT_TYPE = 'application/merge-patch+json';

type JsonParser = (request: unknown, body: string, done: (error: Error | null, body?: unknown) => void) => void;

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
  // Fastify's parser refuses __proto__ and constructor keys; it never looks at the request.
  const parseJson = server.getDefaultJsonParser('error', 'error') as unknown as JsonParser;
  for (const type of ['application/json', MERGE_PATCH_CONTENT_TYPE]) {
    app.useBodyParser(type, { bodyLimit: server.initialConfig.bodyLimit }, (request, body: Buffer, done) => {
      // Many clients name the content type on every request, a DELETE without a body too.
      if (body.length === 0) done(null, undefined);
      else parseJson(request, body.toString(), done);
    });
  }
  app.get(ApiDocs).describe(app);
}
