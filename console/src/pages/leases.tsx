import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, ask, type Lease } from '../client/api';
import { useLeases, useMayWrite } from '../client/queries';
import { Empty } from '../parts/empty';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { showTime } from '../parts/times';
import { Waiting } from '../parts/waiting';

const TONES: Record<Lease['state'], string> = {
  leased: 'good',
  offered: 'accent',
  expired: '',
  released: '',
  quarantined: 'bad',
};
const MOST_SHOWN = 500;

/** `circuit id Gi0/3`: what a relay or switch said of the client. */
const showPart = ({ code, name, text, hex }: Lease['relayAgentParts'][number]): string =>
  `${name ?? code} ${text ?? `0x${hex}`}`;

const matches = (lease: Lease, text: string): boolean =>
  [lease.ip, lease.mac, lease.hostname, lease.network.name, lease.state, ...lease.relayAgentParts.map(showPart)].some(
    (word) => word?.toLowerCase().includes(text),
  );

/** Addresses from the pools, and who has them. */
export function LeasesPage() {
  const queries = useQueryClient();
  const mayWrite = useMayWrite();
  const { data, error, refetch } = useLeases(undefined);
  const [text, setText] = useState('');
  const ending = useMutation({
    mutationFn: async (ip: string) => {
      await ask(api.DELETE('/api/v1/leases/{ip}', { params: { path: { ip } } }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['leases'] }),
  });
  const found = data?.filter((lease) => matches(lease, text.trim().toLowerCase())) ?? [];
  return (
    <Page title="Leases" about={data === undefined ? undefined : `${data.length.toLocaleString('en')} from the pools`}>
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {ending.error !== null && <ProblemNote error={ending.error} />}
      {data === undefined && error === null && <Waiting what="the leases" />}
      {data?.length === 0 && (
        <Empty icon="leases" title="No leases" action={<Link href="/networks">To the networks</Link>}>
          Machines of the inventory need none: their addresses are theirs. Others get one when a network is in mode{' '}
          <code>pool</code> and has pools.
        </Empty>
      )}
      {data !== undefined && data.length > 0 && (
        <>
          <TextInput
            aria-label="Search the leases"
            placeholder="Address, MAC, name, network, state, port"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {found.length > MOST_SHOWN && (
            <p className="quiet">
              The first {MOST_SHOWN} of {found.length}; search for the others.
            </p>
          )}
          <Table label="Leases" columns={['Address', 'State', 'Who', 'Network', 'Until', '']}>
            {found.slice(0, MOST_SHOWN).map((lease) => (
              <tr key={lease.ip}>
                <td className="mono">{lease.ip}</td>
                <td>
                  <span className={`tag ${TONES[lease.state]}`}>{lease.state}</span>
                  {lease.reason !== null && <small>{lease.reason}</small>}
                </td>
                <td>
                  {lease.machineId === null ? (
                    (lease.hostname ?? '–')
                  ) : (
                    <Link href={`/machines/${lease.machineId}`}>{lease.hostname ?? `machine ${lease.machineId}`}</Link>
                  )}
                  <small className="mono">{lease.mac}</small>
                </td>
                <td>
                  {lease.network.name}
                  {lease.relayAgentParts.map((part) => (
                    <small key={part.code} title={`sub-option ${part.code}: 0x${part.hex}`}>
                      {showPart(part)}
                    </small>
                  ))}
                </td>
                <td>{lease.until === null ? 'for ever' : showTime(lease.until)}</td>
                <td className="act">
                  {mayWrite && (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`End ${lease.ip}`}
                      onClick={() => ending.mutate(lease.ip)}
                    >
                      End
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Page>
  );
}
