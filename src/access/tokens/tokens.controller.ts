import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { RecordIdPipe } from '../../api/record-id.pipe.js';
import {
  newTokenView,
  tokenInput,
  tokenList,
  type NewTokenView,
  type TokenInput,
  type TokenView,
} from './token.schema.js';
import { TokensService } from './tokens.service.js';

@Controller('api/v1/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Operation({
    summary: 'Make a token',
    description: 'The token is in this answer and nowhere else: only its digest is kept. Needs the role admin.',
    tag: 'tokens',
    answer: newTokenView,
    status: 201,
    errors: [400, 403, 409, 422],
  })
  @Post()
  create(@Body({ schema: tokenInput }) input: TokenInput): Promise<NewTokenView> {
    return this.tokens.create(input);
  }

  @Operation({
    summary: 'All tokens but the one of the data directory',
    tag: 'tokens',
    answer: tokenList,
    errors: [403],
  })
  @Get()
  list(): { readonly items: readonly TokenView[] } {
    return { items: this.tokens.list() };
  }

  @Operation({ summary: 'Delete a token: it opens nothing any more', tag: 'tokens', status: 204, errors: [403, 404] })
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('id', RecordIdPipe) id: number): Promise<void> {
    return this.tokens.remove(id);
  }
}
