import { Controller, Get, Param } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { notFoundProblem } from '../api/problem.js';
import { RecordIdPipe } from '../api/record-id.pipe.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { PersonalitiesService } from './personalities.service.js';
import { personalityList, viewPersonality, type PersonalityView } from './personality.view.js';

/** How a machine presented itself to DHCP and BOOTP; beside its own record, which is the inventory's. */
@Controller('api/v1/machines')
export class PersonalitiesController {
  constructor(
    private readonly personalities: PersonalitiesService,
    private readonly directory: MachineDirectory,
  ) {}

  @Operation({
    summary: 'How a machine presented itself, the latest seen first',
    description:
      'Firmware, iPXE, installer and operating system come with client identities of their own and get one address. The 16 that were seen last are kept.',
    tag: 'machines',
    answer: personalityList,
    errors: [404],
  })
  @Get(':id/personalities')
  async list(@Param('id', RecordIdPipe) id: number): Promise<{ items: PersonalityView[] }> {
    if (this.directory.byId(id) === undefined) throw notFoundProblem(`There is no machine ${id}.`);
    return { items: (await this.personalities.of(id)).map(viewPersonality) };
  }
}
