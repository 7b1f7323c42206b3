import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { api, ask, type Network } from '../client/api';
import { useLeases, useMachines, useMayWrite, useNetworks } from '../client/queries';
import { addressCells, BLOCK, extentOf, ipText, machinesByIp, type AddressState } from '../parts/address-map';
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
const MODES = ['known', 'pool', 'proxy', 'shadow', 'off'] as const;

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

function AddNetwork({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [cidr, setCidr] = useState('');
  const [gateway, setGateway] = useState('');
  const [mode, setMode] = useState<Network['mode']>('known');
  const adding = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/networks', {
          body: {
            name: name.trim(),
            cidr: cidr.trim(),
            mode,
            ...(gateway.trim() !== '' && { gateway: gateway.trim() }),
          },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['networks'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Add a network" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate();
        }}
      >
        <TextInput
          label="Name"
          placeholder="lab"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="CIDR"
          placeholder="192.168.0.0/24"
          value={cidr}
          onChange={(event) => setCidr(event.currentTarget.value)}
        />
        <TextInput
          label="Gateway"
          placeholder="192.168.0.1"
          value={gateway}
          onChange={(event) => setGateway(event.currentTarget.value)}
        />
        <Select
          label="Mode"
          description="known: answer machines of the inventory; pool: also anybody else; proxy: beside another DHCP server; shadow: only write down what would be said; off"
          data={MODES}
          value={mode}
          onChange={(value) => setMode(value ?? mode)}
          allowDeselect={false}
        />
        {adding.error !== null && <ProblemNote error={adding.error} />}
        <div className="form-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={adding.isPending}>
            Add
          </Button>
        </div>
      </form>
    </Modal>
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
            <span className="quiet">
              {network.gateway !== null && (
                <>
                  gateway <code>{network.gateway}</code>{' '}
                </>
              )}
              <span className="tag accent">{network.mode}</span>
            </span>
          </div>
          <AddressMap network={network} />
        </section>
      ))}
      {adding && <AddNetwork onClose={() => setAdding(false)} />}
    </Page>
  );
}
