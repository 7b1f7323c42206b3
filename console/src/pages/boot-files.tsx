import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { api, ask, authorization } from '../client/api';
import { useMayWrite } from '../client/queries';
import { ApiProblem, readProblem } from '../client/problem';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { showAge, showBytes } from '../parts/times';
import { Waiting } from '../parts/waiting';

const PAGE = 200;
/** `source` of the list. */
const SOURCES = [
  { value: 'uploads', label: 'uploaded' },
  { value: 'tftpboot', label: 'in the folder' },
  { value: 'system', label: 'from packages' },
  { value: 'built-in', label: 'built in' },
];
/** A person types on, milliseconds. */
const TYPING_MS = 200;
/** Enough of a sum to tell two versions of a file apart by eye. */
const SUM_DIGITS = 12;

const urlOf = (path: string): string => `/api/v1/boot-files/${path.split('/').map(encodeURIComponent).join('/')}`;

/** A path of several segments is beyond the typed client, which would encode its slashes. */
async function send(method: 'PUT' | 'DELETE', path: string, body: File | null): Promise<void> {
  const response = await fetch(urlOf(path), {
    method,
    headers: { ...authorization(), ...(body !== null && { 'content-type': 'application/octet-stream' }) },
    body,
  });
  if (!response.ok) throw new ApiProblem(readProblem(await response.json().catch(() => undefined), response.status));
}

/** Everything that machines may fetch, by TFTP and HTTP alike. */
export function BootFilesPage() {
  const queries = useQueryClient();
  const mayWrite = useMayWrite();
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [source, setSource] = useState<string | null>(null);
  const [search] = useDebouncedValue(text.trim(), TYPING_MS);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['boot-files', search, source],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/boot-files', {
          params: {
            query: {
              limit: String(PAGE),
              ...(search !== '' && { search }),
              ...(source !== null && { source }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['boot-files'] });
  const uploading = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await send('PUT', file.name, file);
    },
    // Among hundreds of files of packages, those that were just uploaded are hard to find.
    onSuccess: () => setSource('uploads'),
    onSettled: refresh,
  });
  const removing = useMutation({ mutationFn: (path: string) => send('DELETE', path, null), onSettled: refresh });
  const problem = error ?? uploading.error ?? removing.error;
  const filtered = search !== '' || source !== null;
  const found = data?.pages.flatMap(({ items }) => items) ?? [];
  const upload = mayWrite && (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => uploading.mutate([...(event.currentTarget.files ?? [])])}
      />
      <Button
        leftSection={<Icon name="upload" size={16} />}
        loading={uploading.isPending}
        onClick={() => picker.current?.click()}
      >
        Upload
      </Button>
    </>
  );
  return (
    <Page title="Boot files" about="What machines may fetch, by TFTP and HTTP alike" actions={upload}>
      {problem !== null && <ProblemNote error={problem} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the boot files" />}
      {data !== undefined && found.length === 0 && !filtered && (
        <Empty icon="files" title="No boot files">
          Upload a loader or a kernel, lay files into the folder of REVEILLE_TFTP_ROOT, or install a package that brings
          loaders: <code>apt-get install ipxe pxelinux</code>.
        </Empty>
      )}
      {data !== undefined && (found.length > 0 || filtered) && (
        <>
          <search className="file-filters">
            <TextInput
              aria-label="Search the boot files"
              placeholder="Part of the name"
              leftSection={<Icon name="search" size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Select
              aria-label="From"
              placeholder="From anywhere"
              data={SOURCES}
              value={source}
              onChange={setSource}
              clearable
              clearButtonProps={{ 'aria-label': 'From anywhere' }}
            />
          </search>
          {found.length === 0 && <p className="quiet">No such file.</p>}
          {found.length > 0 && (
            <Table label="Boot files" columns={['File', 'Size', 'SHA-256', 'From', 'Last fetched', '']}>
              {found.map(({ path, size, sha256, source, template, shadowedBy, problem: whyNot, lastFetch }) => (
                <tr key={`${source} ${path} ${template ?? ''}`}>
                  <td className="mono">
                    {path}
                    {shadowedBy !== null && <small>hidden by the one from {shadowedBy}</small>}
                    {whyNot !== null && <small>not served: {whyNot}</small>}
                  </td>
                  <td>{size !== null ? showBytes(size) : template !== null ? 'rendered' : '–'}</td>
                  <td className="mono" title={sha256 ?? undefined}>
                    {sha256?.slice(0, SUM_DIGITS) ?? '–'}
                  </td>
                  <td>{source}</td>
                  <td>
                    {lastFetch === null ? (
                      '–'
                    ) : (
                      <>
                        {showAge(lastFetch.at)}
                        <small>
                          {lastFetch.machineId === null ? (
                            lastFetch.address
                          ) : (
                            <Link href={`/machines/${lastFetch.machineId}`}>
                              {lastFetch.hostname ?? lastFetch.address}
                            </Link>
                          )}
                        </small>
                      </>
                    )}
                  </td>
                  <td className="act">
                    {mayWrite && UPLOADED.test(source) && (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`Delete ${path}`}
                        onClick={() => removing.mutate(path)}
                      >
                        Delete
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )}
          {hasNextPage && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

/** What the appliance calls the source of uploads. */
const UPLOADED = /upload/i;
