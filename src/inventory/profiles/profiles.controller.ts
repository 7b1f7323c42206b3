import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { MergePatchPipe } from '../../api/merge-patch.pipe.js';
import type { Page } from '../../api/paging.js';
import { profileInput, profilePatch, profileQuery, type ProfileInput, type ProfileQuery } from './profile.schema.js';
import { profilePage, profileView, type ProfileView } from './profile.view.js';
import { ProfilesService } from './profiles.service.js';

interface HeaderReply {
  header(name: string, value: string): unknown;
}

const PATCH_BODY = { schema: profilePatch, contentTypes: ['application/merge-patch+json', 'application/json'] };

/** Profiles go by their id or by their name. */
@Controller('api/v1/profiles')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Operation({
    summary: 'Add a profile',
    tag: 'profiles',
    answer: profileView,
    status: 201,
    errors: [400, 409, 422],
  })
  @Post()
  async create(
    @Body({ schema: profileInput }) input: ProfileInput,
    @Res({ passthrough: true }) reply: HeaderReply,
  ): Promise<ProfileView> {
    const profile = await this.profiles.create(input);
    reply.header('location', `/api/v1/profiles/${profile.id}`);
    return profile;
  }

  @Operation({
    summary: 'List profiles in the order of their ids',
    tag: 'profiles',
    query: profileQuery,
    answer: profilePage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: profileQuery }) query: ProfileQuery): Promise<Page<ProfileView>> {
    return this.profiles.list(query);
  }

  @Operation({ summary: 'One profile, by id or name', tag: 'profiles', answer: profileView, errors: [404] })
  @Get(':id')
  async get(@Param('id') id: string): Promise<ProfileView> {
    return this.profiles.get(this.profiles.idOf(id));
  }

  @Operation({
    summary: 'Change a profile by a JSON merge patch (RFC 7396)',
    description: 'Members replace, null removes, arrays are replaced as a whole. The name stays.',
    tag: 'profiles',
    body: PATCH_BODY,
    answer: profileView,
    errors: [400, 404, 422],
  })
  @Patch(':id')
  async patch(@Param('id') id: string, @Body(MergePatchPipe) patch: object): Promise<ProfileView> {
    return this.profiles.patch(this.profiles.idOf(id), patch);
  }

  @Operation({
    summary: 'Delete a profile that nobody uses',
    tag: 'profiles',
    status: 204,
    errors: [404, 409],
  })
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(@Param('id') id: string): Promise<void> {
    await this.profiles.remove(this.profiles.idOf(id));
  }
}
