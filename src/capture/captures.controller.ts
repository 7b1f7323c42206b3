import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { conflictProblem, notFoundProblem } from '../api/problem.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import { macQuerySchema, type MacQuery } from '../forensics/diagnosis.schema.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { formatMacAddress } from '../values/mac-address.js';
import { Captures } from './captures.service.js';

/** What a download needs of a Fastify reply. */
interface DownloadReply {
  header(name: string, value: string): DownloadReply;
  send(body: Buffer): unknown;
}

const answer = z.string().meta({ description: 'application/x-pcapng, for Wireshark and tcpdump' });
const SWITCHED_OFF = [{ field: '', reason: 'packets are not kept, since REVEILLE_CAPTURE_MIB is 0' }];

/** The last packets of a machine. */
@Controller('api/v1')
export class CapturesController {
  constructor(
    private readonly captures: Captures,
    private readonly directory: MachineDirectory,
  ) {}

  @Get('machines/:id/capture.pcapng')
  @Operation({
    tag: 'journal',
    summary: 'The last packets that concerned a machine, in and out, with what was said about each',
    description: 'All protocols but HTTP; of a transfer by TFTP its beginning. Empty when nothing was heard of it.',
    answer,
    errors: [404, 409],
  })
  async ofMachine(@Param('id', RecordIdPipe) id: number, @Res() reply: DownloadReply): Promise<void> {
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    if (!this.captures.on) throw conflictProblem(SWITCHED_OFF);
    download(reply, machine.hostname, await this.captures.ofMachine(machine));
  }

  @Get('capture.pcapng')
  @Operation({
    tag: 'journal',
    summary: 'The same for a hardware address, which no machine need have',
    query: macQuerySchema,
    answer,
    errors: [409, 422],
  })
  async ofMac(@Query({ schema: macQuerySchema }) { mac }: MacQuery, @Res() reply: DownloadReply): Promise<void> {
    if (!this.captures.on) throw conflictProblem(SWITCHED_OFF);
    download(reply, formatMacAddress(mac).replaceAll(':', '-'), await this.captures.ofMac(mac));
  }
}

function download(reply: DownloadReply, name: string, file: Buffer): void {
  reply
    .header('content-type', 'application/x-pcapng')
    .header('content-disposition', `attachment; filename="${name}.pcapng"`)
    .header('cache-control', 'no-store')
    .send(file);
}
