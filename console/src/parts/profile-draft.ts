import type { Profile } from '../client/api';
import type { components } from '../client/schema';
import { listsOf, pairsOf, patchRecord, recordOf, type Pair } from './pair-rows';

/** A profile as the form holds it: all text, as it is typed. */
export interface ProfileDraft {
  readonly name: string;
  readonly description: string;
  readonly kernel: string;
  /** One on each line. */
  readonly initrds: string;
  readonly commandLine: string;
  readonly loaders: readonly Pair[];
  /** `key:value` */
  readonly matchLabels: readonly string[];
  readonly bootparams: readonly Pair[];
  readonly files: readonly Pair[];
}

export const NEW_PROFILE: ProfileDraft = {
  name: '',
  description: '',
  kernel: '',
  initrds: '',
  commandLine: '',
  loaders: [],
  matchLabels: [],
  bootparams: [],
  files: [],
};

export const draftOfProfile = (profile: Profile): ProfileDraft => ({
  name: profile.name,
  description: profile.description,
  kernel: profile.kernel ?? '',
  initrds: profile.initrds.join('\n'),
  commandLine: profile.commandLine,
  loaders: pairsOf(profile.loaders),
  matchLabels: Object.entries(profile.matchLabels).map(([key, value]) => `${key}:${value}`),
  bootparams: pairsOf(profile.bootparams),
  files: pairsOf(profile.files),
});

function labelsOf(labels: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    labels.map((label) => {
      const colon = label.indexOf(':');
      return colon < 1 ? [label, ''] : [label.slice(0, colon), label.slice(colon + 1)];
    }),
  );
}

/** Templates keep every space and line end that they have. */
const templatesOf = (files: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(files.map(({ key, value }) => [key.trim(), value] as const).filter(([key]) => key !== ''));

/** A merge patch (RFC 7396) that makes `before` what the form says; of a new profile, all but its name. */
export function patchOfProfile(draft: ProfileDraft, before: Profile | undefined): object {
  return {
    description: draft.description.trim(),
    kernel: draft.kernel.trim() === '' ? null : draft.kernel.trim(),
    initrds: draft.initrds.split(/\s+/).filter((path) => path !== ''),
    commandLine: draft.commandLine.trim(),
    loaders: patchRecord(before?.loaders ?? {}, listsOf(draft.loaders)),
    matchLabels: patchRecord(before?.matchLabels ?? {}, labelsOf(draft.matchLabels)),
    bootparams: patchRecord(before?.bootparams ?? {}, recordOf(draft.bootparams)),
    files: patchRecord(before?.files ?? {}, templatesOf(draft.files)),
  };
}

export const inputOfProfile = (draft: ProfileDraft): components['schemas']['ProfileInput'] => ({
  name: draft.name.trim(),
  ...patchOfProfile(draft, undefined),
});
