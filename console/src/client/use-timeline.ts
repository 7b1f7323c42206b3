import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api, ask, type TimelineEvent } from './api';
import { followMachine, type StreamState } from './journal-stream';

const FIRST_PAGE = 300;
const MOST_KEPT = 2_000;

/** What happened to a machine, the oldest first, and as it happens. */
export function useTimeline(id: number) {
  const past = useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/machines/{id}/timeline', {
          params: { path: { id }, query: { limit: String(FIRST_PAGE) } },
          signal,
        }),
      ),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const [heard, setHeard] = useState<ReadonlyMap<number, TimelineEvent>>(new Map());
  const [state, setState] = useState<StreamState>('connecting');
  const last = past.data === undefined ? undefined : (past.data.items[0]?.id ?? 0);
  useEffect(() => {
    if (last === undefined) return;
    const gone = new AbortController();
    void followMachine(
      {
        machine: id,
        after: last,
        onEvent: (event) => setHeard((before) => new Map(before).set(event.id, event)),
        onState: setState,
      },
      gone.signal,
    );
    return () => gone.abort();
  }, [id, last]);
  const events = useMemo(() => {
    const all = new Map((past.data?.items ?? []).map((event) => [event.id, event]));
    for (const [key, event] of heard) all.set(key, event);
    return [...all.values()].sort((a, b) => a.id - b.id).slice(-MOST_KEPT);
  }, [past.data, heard]);
  return { events, state, loaded: past.data !== undefined, error: past.error, refetch: past.refetch };
}
