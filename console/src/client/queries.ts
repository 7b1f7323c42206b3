import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { allPages } from './all-pages';
import { api, ask, askWithTag, type Machine } from './api';

const PAGE = 1000;

/** The whole inventory, page after page; it can be looked at while the rest is still coming. */
export function useMachines() {
  const query = useInfiniteQuery({
    queryKey: ['machines'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/machines', {
          params: { query: { limit: String(PAGE), ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    structuralSharing: false,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage, data } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const machines = useMemo<readonly Machine[]>(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return { machines, complete: data !== undefined && !hasNextPage, error: query.error, refetch: query.refetch };
}

export function useMachine(id: number) {
  return useQuery({
    queryKey: ['machine', id],
    queryFn: ({ signal }) => askWithTag(api.GET('/api/v1/machines/{id}', { params: { path: { id } }, signal })),
  });
}

export function useInstall(id: number) {
  return useQuery({
    queryKey: ['install', id],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/machines/{id}/install', { params: { path: { id } }, signal })),
  });
}

/** How the machine presented itself: firmware, iPXE, installer, operating system. */
export function usePersonalities(id: number) {
  return useQuery({
    queryKey: ['personalities', id],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/machines/{id}/personalities', { params: { path: { id } }, signal })),
    select: (list) => list.items,
    refetchInterval: 10_000,
  });
}

/** The boots of a machine with their verdicts; `newest` is the last event seen, after which they are judged anew. */
export function useBoots(id: number, newest: number | undefined) {
  return useQuery({
    queryKey: ['boots', id, newest],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/machines/{id}/boots', { params: { path: { id } }, signal })),
    select: (boots) => boots.items,
    placeholderData: (before) => before,
    // A boot that stands still gets another verdict with time alone.
    refetchInterval: 15_000,
    gcTime: 0,
  });
}

/** The names of the profiles, for a choice. */
export function useProfiles() {
  return useQuery({
    queryKey: ['profiles'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/profiles', { params: { query: { limit: '1000' } }, signal })),
    select: (page) => page.items,
  });
}

export function useNetworks() {
  return useQuery({
    queryKey: ['networks'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/networks', { params: { query: { limit: '1000' } }, signal })),
    select: (page) => page.items,
  });
}

/** Whose token this is; the console offers what it may do. */
export function useCaller() {
  return useQuery({
    queryKey: ['whoami'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/whoami', { signal })),
    staleTime: Infinity,
  });
}

/** May this token write? Until that is known the buttons are there. */
export function useMayWrite(): boolean {
  return useCaller().data?.role !== 'viewer';
}

/** All leases, offers and quarantines of a network, or of all networks. */
export function useLeases(network: number | undefined) {
  return useQuery({
    queryKey: ['leases', network ?? 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        ask(
          api.GET('/api/v1/leases', {
            params: {
              query: {
                limit: '1000',
                ...(network !== undefined && { network: String(network) }),
                ...(cursor !== undefined && { cursor }),
              },
            },
            signal,
          }),
        ),
      ),
    refetchInterval: 10_000,
  });
}
