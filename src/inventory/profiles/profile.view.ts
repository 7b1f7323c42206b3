import { z } from 'zod';
import type { KnownProfile } from '../../boot/known-profile.js';
import { formatInstant } from '../../values/instant.js';
import { bootFilesView, viewBootFiles } from '../boot-files.schema.js';
import { ProfileEntity } from './profile.entity.js';
import type { ProfileInput } from './profile.schema.js';

const text = z.string();

/** A profile as REST shows it. What is not set is null. */
export const profileView = z
  .object({
    id: z.number().int(),
    name: text,
    description: text,
    kernel: text.nullable(),
    initrds: z.array(text),
    commandLine: text,
    loaders: bootFilesView,
    matchLabels: z.record(text, text),
    bootparams: z.record(text, text),
    files: z.record(text, text),
    install: z.record(text, z.number()),
    createdAt: text.meta({ format: 'date-time' }),
    updatedAt: text.meta({ format: 'date-time' }),
  })
  .meta({ id: 'Profile' });
export type ProfileView = z.output<typeof profileView>;

export const profilePage = z
  .object({ items: z.array(profileView), nextCursor: text.nullable() })
  .meta({ id: 'ProfilePage' });

export function viewProfile(profile: ProfileEntity): ProfileView {
  return {
    id: profile.id,
    name: profile.name,
    description: profile.description,
    kernel: profile.kernel,
    initrds: profile.initrds,
    commandLine: profile.commandLine,
    loaders: viewBootFiles(profile.loaders),
    matchLabels: { ...profile.matchLabels },
    bootparams: { ...profile.bootparams },
    files: profile.files,
    install: { ...profile.installRules },
    createdAt: formatInstant(profile.createdAt),
    updatedAt: formatInstant(profile.updatedAt),
  };
}

/** The record that this input makes. `id` 0: the database gives one. */
export function profileOfInput(input: ProfileInput, before: ProfileEntity | undefined, now: number): ProfileEntity {
  return Object.assign(new ProfileEntity(), {
    id: before?.id ?? 0,
    name: input.name,
    description: input.description,
    kernel: input.kernel ?? null,
    initrds: input.initrds,
    commandLine: input.commandLine,
    loaders: input.loaders ?? null,
    matchLabels: input.matchLabels ?? null,
    bootparams: input.bootparams ?? null,
    files: input.files,
    installRules: input.install ?? null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
}

/** The record as the boot policy sees it. */
export function knownProfile(profile: ProfileEntity): KnownProfile {
  return {
    id: profile.id,
    name: profile.name,
    kernel: profile.kernel ?? undefined,
    initrds: profile.initrds,
    commandLine: profile.commandLine,
    loaders: profile.loaders ?? undefined,
    matchLabels: profile.matchLabels ?? undefined,
    bootparams: profile.bootparams ?? undefined,
    files: profile.files,
    install: profile.installRules ?? undefined,
  };
}
