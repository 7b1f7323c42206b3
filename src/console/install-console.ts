import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fastifyStatic } from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What is not the console's: an unknown path below these is an error of its own kind and never a page. */
const NOT_PAGES = /^\/(api|boot|health|metrics)(\/|$)/;

const YEAR_SECONDS = 31_536_000;

/** The part of a Fastify reply that is used here; `sendFile` comes from @fastify/static. */
interface FileReply {
  callNotFound(): unknown;
  header(name: string, value: string): FileReply;
  sendFile(path: string): unknown;
}

/**
 * The web console at `/`, as `npm run build` made it in `folder`. A page's path (`/machines/7`) is answered with the one
 * HTML file, whose program shows it. Files below assets/ carry a digest of their content in their names, so that a
 * browser keeps them for good. Call it before `init` or `listen`. False: it was not built.
 */
export function installConsole(app: NestFastifyApplication, folder: string): boolean {
  if (!existsSync(join(folder, 'index.html'))) return false;
  void app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, preCompressed: true });
  const server = app.getHttpAdapter().getInstance();
  server.get('/*', (request, reply) => {
    const [path = '/'] = request.url.split('?', 1);
    const files = reply as unknown as FileReply;
    if (NOT_PAGES.test(path)) return files.callNotFound();
    if (path.startsWith('/assets/')) {
      if (!existsSync(join(folder, 'assets', path.slice('/assets/'.length).replaceAll('/', ''))))
        return files.callNotFound();
      return files.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`).sendFile(path.slice(1));
    }
    const file = path === '/icon.svg' ? 'icon.svg' : 'index.html';
    return files.header('cache-control', 'no-cache').sendFile(file);
  });
  return true;
}
