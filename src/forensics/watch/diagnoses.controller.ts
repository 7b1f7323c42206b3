import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { notFoundProblem } from '../../api/problem.js';
import { RecordIdPipe } from '../../api/record-id.pipe.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import {
  diagnosesView,
  macQuerySchema,
  viewDiagnoses,
  type DiagnosesView,
  type MacQuery,
} from '../diagnosis.schema.js';
import { Diagnoses } from './diagnoses.js';

/** Why a machine cannot boot from here as things stand. */
@Controller('api/v1')
export class DiagnosesController {
  constructor(
    private readonly diagnoses: Diagnoses,
    private readonly directory: MachineDirectory,
  ) {}

  @Get('machines/:id/diagnoses')
  @Operation({
    tag: 'journal',
    summary: 'What stands in the way of a machine’s boot as records, interfaces and its last requests tell',
    description: 'Empty when nothing does.',
    answer: diagnosesView,
    errors: [404],
  })
  async ofMachine(@Param('id', RecordIdPipe) id: number): Promise<DiagnosesView> {
    const machine = this.directory.byId(id);
    if (machine === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    const { items } = await this.diagnoses.ofMachine(machine);
    return viewDiagnoses(machine, undefined, items);
  }

  @Get('diagnoses')
  @Operation({
    tag: 'journal',
    summary: 'The same for a hardware address, which no machine need have',
    description: 'For an unknown one it names the machine whose hardware address is nearly the same.',
    query: macQuerySchema,
    answer: diagnosesView,
    errors: [422],
  })
  async ofMac(@Query({ schema: macQuerySchema }) { mac }: MacQuery): Promise<DiagnosesView> {
    const { machine, nearest, items } = await this.diagnoses.ofMac(mac);
    return viewDiagnoses(machine, nearest, items);
  }
}
