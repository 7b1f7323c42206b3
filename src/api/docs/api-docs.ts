import { HttpStatus, Injectable, type INestApplication } from '@nestjs/common';
import { Problem } from '../problem.js';

/** The OpenAPI document, made at the first request for it: what makes it costs 20 MB and 150 ms. */
@Injectable()
export class ApiDocs {
  private app: INestApplication | undefined;
  private json: Promise<string> | undefined;

  /** The application whose routes are described. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  /** The document as JSON text. */
  async document(): Promise<string> {
    const app = this.app;
    if (app === undefined) {
      throw new Problem('unavailable', HttpStatus.SERVICE_UNAVAILABLE, 'The application is not described yet.');
    }
    this.json ??= import('./openapi-document.js').then(({ openApiDocument }) => JSON.stringify(openApiDocument(app)));
    return this.json;
  }
}
