import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Operation } from '../api/docs/operation.decorator.js';
import { addedRecipe, recipeInput, recipeList, type AddedRecipe } from './recipe.schema.js';
import { RECIPES } from './recipe.table.js';
import { RecipesService } from './recipes.service.js';

@Controller('api/v1/recipes')
export class RecipesController {
  constructor(private readonly recipes: RecipesService) {}

  @Operation({ summary: 'The built-in recipes', tag: 'profiles', answer: recipeList })
  @Get()
  list(): z.output<typeof recipeList> {
    return { items: RECIPES.map(({ name, description, from }) => ({ name, description, from })) };
  }

  @Operation({
    summary: 'Carry a recipe out: fetch its files, check them, make the profile',
    description: 'Done again it brings both up to date.',
    tag: 'profiles',
    answer: addedRecipe,
    status: 201,
    errors: [404, 409, 422],
  })
  @Post(':name')
  add(
    @Param('name') name: string,
    @Body({ schema: recipeInput }) { from }: z.output<typeof recipeInput>,
  ): Promise<AddedRecipe> {
    return this.recipes.add(name, from);
  }
}
