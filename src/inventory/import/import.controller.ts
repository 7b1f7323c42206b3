import { Body, Controller, Get, Header, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../../api/docs/operation.decorator.js';
import { InMemoryDirectory } from '../in-memory-directory.js';
import { renderBootparams, renderEthers, renderHosts } from './exported-files.render.js';
import { importInput, importReport, type ImportInput, type ImportReport } from './import.schema.js';
import { ImportService } from './import.service.js';

const PLAIN_TEXT = 'text/plain; charset=utf-8';
const fileText = z.string().meta({ description: 'The text of the file' });

/** The files that in.rarpd and bootparamd read, into the inventory and out of it. */
@Controller('api/v1')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly directory: InMemoryDirectory,
  ) {}

  @Operation({
    summary: 'Import /etc/ethers, /etc/hosts and /etc/bootparams',
    description:
      'What can be done is done in one commit; conflicts and lines that cannot be used are in the answer, with their ' +
      'line numbers. The same files again change nothing. dryRun only says what would be done.',
    tag: 'import',
    answer: importReport,
    errors: [400, 409, 422],
  })
  @Post('import')
  @HttpCode(HttpStatus.OK)
  import(@Body({ schema: importInput }) { dryRun, ...files }: ImportInput): Promise<ImportReport> {
    return this.imports.run(files, { dryRun });
  }

  @Operation({ summary: 'The inventory as /etc/ethers', tag: 'import', answer: fileText })
  @Get('export/ethers')
  @Header('content-type', PLAIN_TEXT)
  ethers(): string {
    return renderEthers(this.directory.all());
  }

  @Operation({ summary: 'The inventory as /etc/hosts', tag: 'import', answer: fileText })
  @Get('export/hosts')
  @Header('content-type', PLAIN_TEXT)
  hosts(): string {
    return renderHosts(this.directory.all());
  }

  @Operation({ summary: 'The inventory as /etc/bootparams', tag: 'import', answer: fileText })
  @Get('export/bootparams')
  @Header('content-type', PLAIN_TEXT)
  bootparams(): string {
    return renderBootparams(this.directory.all());
  }
}
