import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { AddressOwners } from '../addressing/address-owners.js';
import { Operation } from '../api/docs/operation.decorator.js';
import { notFoundProblem, validationProblem } from '../api/problem.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import type { KnownMachine, KnownNic } from '../boot/known-machine.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { BootFileTree } from './boot-file-tree.js';
import { HandedOut } from './fetches/handed-out.js';
import { wantedNames } from './wanted-names.js';

const renderQuery = z.object({ path: z.string().meta({ description: 'The file as the machine would ask for it' }) });
const renderedFile = z
  .object({
    path: z.string(),
    source: z.string(),
    template: z.string().nullable(),
    once: z.boolean(),
    corrections: z.array(z.string()),
    size: z.number().int(),
    text: z.string().nullable(),
  })
  .meta({ id: 'RenderedFile', description: 'text is null for a file that is served as it is' });

interface RenderRequest {
  readonly socket: { readonly localAddress?: string | undefined };
}

/** What one machine gets. */
@Controller('api/v1/machines')
export class MachineFilesController {
  constructor(
    private readonly directory: MachineDirectory,
    private readonly owners: AddressOwners,
    private readonly tree: BootFileTree,
    private readonly handedOut: HandedOut,
  ) {}

  @Operation({
    summary: 'A boot file as this machine would get it',
    description: 'Nothing is handed out or counted. An error of a template is 422 with its line and column.',
    tag: 'boot files',
    query: renderQuery,
    answer: renderedFile,
    errors: [404, 422],
  })
  @Get(':id/render')
  async render(
    @Param('id', RecordIdPipe) id: number,
    @Query({ schema: renderQuery }) { path }: z.output<typeof renderQuery>,
    @Req() { socket }: RenderRequest,
  ): Promise<z.output<typeof renderedFile>> {
    const machine = this.machine(id);
    const wanted = wantedNames(path, undefined);
    if (!wanted.ok) throw validationProblem([{ field: 'path', reason: wanted.error }]);
    const { address, nic } = this.place(machine);
    const server = parseIpv4Address((socket.localAddress ?? '').replace(/^::ffff:/i, ''));
    const found = await this.tree.find(wanted.value, {
      address,
      machine,
      nic,
      network: this.directory.networkOf(address),
      serverAddress: server.ok ? server.value : undefined,
      preview: true,
    });
    if (found.kind === 'none') {
      if (found.reason !== 'template-error') throw notFoundProblem(`${path}: ${found.problem}.`);
      const { template, line, column, reason } = found.at;
      throw validationProblem([{ field: `${template}:${line}:${column}`, reason }]);
    }
    const { file, source, template, once, corrections } = found;
    const text = file.kind === 'memory' ? Buffer.from(file.bytes).toString('utf8') : null;
    const { name, size } = file;
    return { path: name, source, template: template ?? null, once, corrections: [...corrections], size, text };
  }

  @Operation({
    summary: 'Let the machine have its files marked once again',
    tag: 'boot files',
    status: 204,
    errors: [404],
  })
  @Delete(':id/handed-out')
  @HttpCode(HttpStatus.NO_CONTENT)
  forget(@Param('id', RecordIdPipe) id: number): Promise<void> {
    return this.handedOut.forget(this.machine(id).id);
  }

  /** The address of its record, else one that it holds by a lease. */
  private place(machine: KnownMachine): { readonly address: Ipv4Address; readonly nic: KnownNic | undefined } {
    const nic = machine.nics.find(({ ip }) => ip !== undefined);
    if (nic?.ip !== undefined) return { address: nic.ip, nic };
    const now = Date.now();
    const address = this.owners.leasedAddressOf(machine, now);
    if (address !== undefined) return { address, nic: this.owners.ownerOf(address, now)?.nic };
    throw validationProblem([{ field: 'nics', reason: 'the machine has no address, and holds no lease' }]);
  }

  private machine(id: number): KnownMachine {
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    return machine;
  }
}
