import { Controller, Get, Query } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { pageOf, type Page } from '../../api/paging.js';
import { auditPage, auditQuery, viewAuditEntry, type AuditEntryView, type AuditQuery } from './audit.schema.js';
import { AuditTrail } from './audit-trail.js';

@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Operation({
    summary: 'Who wrote what, the newest first, with each record before and after',
    tag: 'audit',
    query: auditQuery,
    answer: auditPage,
    errors: [403, 422],
  })
  @Get()
  async list(@Query({ schema: auditQuery }) query: AuditQuery): Promise<Page<AuditEntryView>> {
    return pageOf(await this.trail.read(query), query.limit, viewAuditEntry);
  }
}
