import { fastifyHelmet as helmet } from '@fastify/helmet';
import { HttpStatus } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BearerTokenGuard } from './bearer-token.guard.js';
import { ApiDocs } from './docs/api-docs.js';
import { Problem } from './problem.js';
import { readJson, type JsonParser } from './read-json.js';

export const MERGE_PATCH_CONTENT_TYPE = 'application/merge-patch+json';

const NOT_JSON = 'This API reads JSON: send the header "Content-Type: application/json" with the body.';

/** The mark of a route (`@RouteConfig`) whose body is a file: it is not read here, whatever type the client gives it. */
const STREAMED = 'streamedBody';
const STREAMED_CONTENT_TYPE = 'application/vnd.reveille.stream';

/** Routes that take many records, or a whole file of them, in one body. */
const LARGE_BODIES = ['/api/v1/machines/bulk', '/api/v1/import', '/api/v1/decode', '/api/v1/replay'];
const MOST_LARGE_BYTES = 32 * 1024 * 1024;

/** Pages of ours need nothing from elsewhere; component libraries set styles on elements. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** What REST needs of the HTTP server itself. Call it once, between making the application and `init` or `listen`. */
export async function installApi(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  const guard = app.get(BearerTokenGuard);
  server.addHook('onRequest', (request, _reply, done) => {
    try {
      guard.check(request, performance.now());
      if (STREAMED in request.routeOptions.config) request.headers['content-type'] = STREAMED_CONTENT_TYPE;
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRoute', (route) => {
    if (LARGE_BODIES.includes(route.url)) route.bodyLimit = MOST_LARGE_BYTES;
  });
  server.addHook('onRoute', (route) => {
    // Firmware reads no such headers, and counts the octets of the others.
    if (route.url.startsWith('/boot')) route.helmet = false;
  });
  // Loaded before there are routes, else it does not hear what they say of it.
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY } });
  const parseJson = server.getDefaultJsonParser('error', 'error') as unknown as JsonParser;
  const options = { bodyLimit: server.initialConfig.bodyLimit };
  for (const type of ['application/json', MERGE_PATCH_CONTENT_TYPE]) {
    app.useBodyParser(type, options, (_request, body: Buffer, done) => readJson(parseJson, body.toString(), done));
  }
  server.addContentTypeParser(STREAMED_CONTENT_TYPE, (_request, body, done) => done(null, body));
  // `curl -d` says that it sends a form: better a word about the header than one about every field.
  server.removeContentTypeParser('text/plain');
  app.useBodyParser('*', options, (request: { url: string }, body: Buffer, done) => {
    // Installers report with whatever wget and curl make of it.
    if (request.url.startsWith('/boot/')) done(null, body.toString());
    else done(new Problem('malformed', HttpStatus.UNSUPPORTED_MEDIA_TYPE, NOT_JSON), undefined);
  });
  app.get(ApiDocs).describe(app);
}
