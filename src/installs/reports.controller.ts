import { Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { notFoundProblem } from '../api/problem.js';
import { Installs } from './installs.js';

/** An installer's own words, as far as they are kept. */
const LONGEST_MESSAGE = 200;

const DESCRIPTION =
  'The token is in what was rendered for the machine, as install.doneUrl and its like. No other token is needed. A body of plain text is kept as the installer’s words.';

/** Where installers report. */
@Controller('boot')
export class ReportsController {
  constructor(private readonly installs: Installs) {}

  @Operation({ summary: 'The installer is done', description: DESCRIPTION, tag: 'installs', open: true, errors: [404] })
  @Post('done/:token')
  @HttpCode(HttpStatus.OK)
  done(@Param('token') token: string, @Body() words: unknown): string {
    return this.report(token, 'done', words);
  }

  @Operation({ summary: 'The installer failed', description: DESCRIPTION, tag: 'installs', open: true, errors: [404] })
  @Post('failed/:token')
  @HttpCode(HttpStatus.OK)
  failed(@Param('token') token: string, @Body() words: unknown): string {
    return this.report(token, 'failed', words);
  }

  @Operation({ summary: 'The installer lives', description: DESCRIPTION, tag: 'installs', open: true, errors: [404] })
  @Post('progress/:token')
  @HttpCode(HttpStatus.OK)
  progress(@Param('token') token: string, @Body() words: unknown): string {
    return this.report(token, 'progress', words);
  }

  private report(token: string, kind: 'done' | 'failed' | 'progress', words: unknown): string {
    const machine = this.installs.machineOfToken(token);
    if (machine === undefined) {
      throw notFoundProblem(
        'No installation has this token: it belongs to an earlier one, or to a machine that is gone.',
      );
    }
    this.installs.report(machine, kind, messageOf(words), Date.now());
    return `${machine.hostname}: ${kind}\n`;
  }
}

/** One line of printable words. */
function messageOf(words: unknown): string {
  const text = typeof words === 'string' ? words : words === undefined || words === null ? '' : JSON.stringify(words);
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_MESSAGE);
}
