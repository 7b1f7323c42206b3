import { Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../client/api';
import { Form } from './form';
import { ProblemNote } from './problem-note';
import { Waiting } from './waiting';

/** The fields that show their own errors, by the names that REST gives them. */
const SHOWN = /^(name|from)$/;

/** A profile with its kernel from what a distribution publishes. */
export function AddRecipe({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const recipes = useQuery({
    queryKey: ['recipes'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/recipes', { signal })),
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const items = recipes.data?.items ?? [];
  const recipe = items.find(({ name }) => name === chosen) ?? items[0];
  const adding = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/recipes/{name}', {
          params: { path: { name: recipe?.name ?? '' } },
          body: from.trim() === '' ? {} : { from: from.trim() },
        }),
      ),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['profiles'] }),
        queries.invalidateQueries({ queryKey: ['boot-files'] }),
      ]);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Add from a recipe" closeButtonProps={{ 'aria-label': 'Close' }}>
      {recipes.error !== null && <ProblemNote error={recipes.error} onRetry={recipes.refetch} />}
      {recipe === undefined ? (
        <Waiting what="the recipes" />
      ) : (
        <Form
          error={adding.error}
          shows={SHOWN}
          pending={adding.isPending}
          submit="Fetch and add"
          onSubmit={() => adding.mutate()}
          onCancel={onClose}
        >
          {(errors) => (
            <>
              <Select
                label="Recipe"
                description={recipe.description}
                data={items.map(({ name }) => name)}
                value={recipe.name}
                error={errors.at('name')}
                onChange={setChosen}
                allowDeselect={false}
              />
              <TextInput
                label="From"
                description="A folder of the appliance’s host, or a URL, instead of the one shown"
                placeholder={recipe.from}
                classNames={{ input: 'mono' }}
                value={from}
                error={errors.at('from')}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
            </>
          )}
        </Form>
      )}
    </Modal>
  );
}
