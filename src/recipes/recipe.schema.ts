import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import { profileView } from '../inventory/profiles/profile.view.js';

const text = z.string();

export const recipeList = z
  .object({ items: z.array(z.object({ name: text, description: text, from: text })) })
  .meta({ id: 'RecipeList' });

/** What carries a recipe out. */
export const recipeInput = strictObject({
  from: z
    .string()
    .optional()
    .meta({
      description: 'A folder of this host or a URL, instead of where the recipe says',
      examples: ['/usr/lib/debian-installer/images/12/amd64/text'],
    }),
}).meta({ id: 'RecipeInput' });

export const addedRecipe = z
  .object({
    name: text,
    from: text,
    files: z.array(
      z.object({
        path: text,
        size: z.number().int(),
        sha256: text,
        checked: z.boolean().meta({ description: 'Did a list of check sums confirm it?' }),
      }),
    ),
    profile: profileView,
  })
  .meta({ id: 'AddedRecipe' });
export type AddedRecipe = z.output<typeof addedRecipe>;
