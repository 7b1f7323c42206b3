import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { notFoundProblem } from '../problem.js';
import { ApiDocs } from './api-docs.js';

interface TypedReply {
  header(name: string, value: string): TypedReply;
  send(body: string): unknown;
}

/** The files of swagger-ui-dist that the page needs, with their content types. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Reveille API</title>
  <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
  <link rel="icon" type="image/png" href="/api/docs/assets/favicon-32x32.png">
</head>
<body>
  <div id="page"></div>
  <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
  <script src="/api/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/api/docs/openapi.json', dom_id: '#page', deepLinking: true, persistAuthorization: true });\n`;

/** swagger-ui-dist belongs to @nestjs/swagger, so it is looked for from there. */
function assetFolder(): string {
  const fromHere = createRequire(import.meta.url);
  const fromSwagger = createRequire(fromHere.resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}

/** The API's own page. Open: it says what can be asked, and asking needs the token. */
@Controller('api/docs')
export class ApiDocsController {
  constructor(private readonly docs: ApiDocs) {}

  @Get()
  page(@Res() reply: TypedReply): void {
    reply.header('content-type', 'text/html; charset=utf-8').send(PAGE);
  }

  @Get('start.js')
  start(@Res() reply: TypedReply): void {
    reply.header('content-type', 'text/javascript; charset=utf-8').send(START);
  }

  @Get('openapi.json')
  async document(@Res() reply: TypedReply): Promise<void> {
    const json = await this.docs.document();
    reply.header('content-type', 'application/json; charset=utf-8').send(json);
  }

  @Get('assets/:file')
  asset(@Param('file') file: string): StreamableFile {
    const type = Object.hasOwn(ASSETS, file) ? ASSETS[file] : undefined;
    if (type === undefined) throw notFoundProblem(`There is no file "${file}" here.`);
    return new StreamableFile(createReadStream(join(assetFolder(), file)), { type });
  }
}
