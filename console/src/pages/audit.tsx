import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { api, ask, type AuditEntry } from '../client/api';
import { Empty } from '../parts/empty';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { showTime } from '../parts/times';
import { Waiting } from '../parts/waiting';

const show = (record: unknown): string => (record === null ? 'nothing' : JSON.stringify(record, null, 2));

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const [open, setOpen] = useState(false);
  return (
    <Fragment>
      <tr>
        <td>{showTime(entry.at)}</td>
        <td>
          {entry.who}
          <small>
            {entry.role}, {entry.address}
          </small>
        </td>
        <td className="mono">
          {entry.method} {entry.path}
        </td>
        <td className="act">
          <Button
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-label={`${open ? 'Hide' : 'Show'} ${entry.method} ${entry.path}`}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide' : 'Show'}
          </Button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={4}>
            <small>before</small>
            <pre className="preview" tabIndex={0}>
              {show(entry.before)}
            </pre>
            <small>after</small>
            <pre className="preview" tabIndex={0}>
              {show(entry.after)}
            </pre>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** Every write: who, what, before, after. */
export function AuditPage() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/audit', {
          params: { query: { limit: '50', ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title="Audit" about="Every write by REST, the newest first">
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the audit" />}
      {data !== undefined && entries.length === 0 && (
        <Empty icon="audit" title="Nothing was written yet">
          Whoever changes a record is named here, with the record before and after.
        </Empty>
      )}
      {entries.length > 0 && (
        <Table label="Audit" columns={['When', 'Who', 'What', '']}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </Table>
      )}
      {hasNextPage && (
        <div>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Earlier
          </Button>
        </div>
      )}
    </Page>
  );
}
