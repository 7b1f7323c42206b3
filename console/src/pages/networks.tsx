import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { api, ask, askWithTag, type Network } from '../client/api';
import { useLeases, useMachines, useMayWrite, useNetworks } from '../client/queries';
import { addressCells, BLOCK, extentOf, ipText, machinesByIp, type AddressState } from '../parts/address-map';
import { ConfirmDelete } from '../parts/confirm-delete';
import { EditNetwork } from '../parts/edit-network';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Table } from '../parts/table';
import { Waiting } from '../parts/waiting';
import './networks.css';

const STATES: Record<AddressState, { readonly name: string; readonly sign: string }> = {
  free: { name: 'free', sign: '' },
  outside: { name: 'in no pool', sign: '' },
  reserved: { name: 'reserved', sign: '■' },
  leased: { name: 'leased', sign: '●' },
  quarantined: { name: 'quarantined', sign: '×' },
  conflict: { name: 'conflict', sign: '!' },
};

function AddressMap({ network }: { readonly network: Network }) {
  const { machines } = useMachines();
  const leases = useLeases(network.id).data;
  const owners = useMemo(() => machinesByIp(machines), [machines]);
  const { first, count } = extentOf(network);
  const blocks = useMemo(() => {
    const used = new Set(
      [...owners.keys(), ...(leases ?? []).map(({ ip }) => ip)].map((ip) => ip.replace(/\.\d+$/, '')),
    );
    return Array.from({ length: Math.ceil(count / BLOCK) }, (_, at) => first + at * BLOCK)
      .filter((start) => count <= BLOCK || used.has(ipText(start).replace(/\.\d+$/, '')))
      .map((start) => ({
        value: String(start),
        label: `${ipText(start)} – ${ipText(Math.min(start + BLOCK, first + count) - 1)}`,
      }));
  }, [owners, leases, first, count]);
  const [block, setBlock] = useState<string | null>(null);
  const start = Number(block ?? blocks[0]?.value ?? first);
  const cells = useMemo(() => addressCells(network, start, owners, leases ?? []), [network, start, owners, leases]);
  const counts = (Object.keys(STATES) as AddressState[]).map((state) => ({
    state,
    count: cells.filter((cell) => cell.state === state).length,
  }));
  const telling = cells.filter(({ state }) => state !== 'free' && state !== 'outside');
  const summary = counts.map(({ state, count: times }) => `${times} ${STATES[state].name}`).join(', ');
  return (
    <div className="card-body network-map">
      {blocks.length > 1 && (
        <Select
          label="Addresses"
          description="Those parts of the network in which anything is known"
          data={blocks}
          value={String(start)}
          onChange={setBlock}
          allowDeselect={false}
          searchable
          maw={340}
        />
      )}
      <div className="address-map" role="img" aria-label={`Address map: ${summary}`}>
        {cells.map(({ ip, state, words }) => (
          <span key={ip} data-state={state} title={`${ip}: ${words}`}>
            {STATES[state].sign}
          </span>
        ))}
      </div>
      <ul className="address-legend">
        {counts.map(({ state, count: times }) => (
          <li key={state}>
            <span className="address-sample" data-state={state} aria-hidden="true">
              {STATES[state].sign}
            </span>
            {STATES[state].name} <span className="quiet">{times}</span>
          </li>
        ))}
      </ul>
      {telling.length > 0 && (
        <details>
          <summary>The {telling.length} addresses in use, as a list</summary>
          <Table label={`Addresses in use in ${network.name}`} columns={['Address', 'State', 'Who']}>
            {telling.map(({ ip, state, words, machine }) => (
              <tr key={ip}>
                <td className="mono">{ip}</td>
                <td>{STATES[state].name}</td>
                <td>{machine === undefined ? words : <Link href={`/machines/${machine.id}`}>{words}</Link>}</td>
              </tr>
            ))}
          </Table>
        </details>
      )}
    </div>
  );
}

/** What can be done with one network. */
function Actions({ network }: { readonly network: Network }) {
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const [edited, setEdited] = useState<{ readonly network: Network; readonly tag: string | undefined }>();
  const params = { path: { id: network.id } };
  // The list has no tags: the record is fetched with its own before it is changed.
  const opening = useMutation({
    mutationFn: () => askWithTag(api.GET('/api/v1/networks/{id}', { params })),
    onSuccess: ({ record, tag }) => setEdited({ network: record, tag }),
  });
  const removing = useMutation({
    mutationFn: async () => {
      await ask(api.DELETE('/api/v1/networks/{id}', { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['networks'] }),
  });
  return (
    <span className="page-actions">
      <Button
        size="xs"
        variant="default"
        loading={opening.isPending}
        aria-label={`Edit ${network.name}`}
        onClick={() => opening.mutate()}
      >
        Edit
      </Button>
      <Button size="xs" variant="default" aria-label={`Delete ${network.name}`} onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {opening.error !== null && <ProblemNote error={opening.error} />}
      {edited !== undefined && <EditNetwork edited={edited} onClose={() => setEdited(undefined)} />}
      {deleting && (
        <ConfirmDelete
          what={`the network ${network.name}`}
          error={removing.error}
          pending={removing.isPending}
          onDelete={() => removing.mutate()}
          onClose={() => setDeleting(false)}
        >
          Nobody is answered there any more. Machines with addresses in it must be moved or deleted first.
        </ConfirmDelete>
      )}
    </span>
  );
}

export function NetworksPage() {
  const { data, error, refetch } = useNetworks();
  const mayWrite = useMayWrite();
  const [adding, setAdding] = useState(false);
  const addButton = mayWrite && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
      Add a network
    </Button>
  );
  return (
    <Page title="Networks" about="Who is answered where, and which addresses are whose" actions={addButton}>
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting what="the networks" />}
      {data?.length === 0 && (
        <Empty icon="networks" title="No network yet">
          A network says which addresses belong together, and its mode says who is answered there. It begins with{' '}
          <code>known</code>, which answers machines of the inventory and disturbs nobody else.
        </Empty>
      )}
      {data?.map((network) => (
        <section key={network.id} className="card" aria-label={`Network ${network.name}`}>
          <div className="card-head">
            <h2>
              {network.name} <code className="quiet">{network.cidr}</code>
            </h2>
            <span className="quiet network-facts">
              {network.gateway !== null && (
                <>
                  gateway <code>{network.gateway}</code>{' '}
                </>
              )}
              <span className="tag accent">{network.mode}</span>
            </span>
            {mayWrite && <Actions network={network} />}
          </div>
          <AddressMap network={network} />
        </section>
      ))}
      {adding && <EditNetwork edited={undefined} onClose={() => setAdding(false)} />}
    </Page>
  );
}
