import { Button, Select, TextInput } from '@mantine/core';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { BootMode } from '../client/api';
import { useMachines, useMayWrite } from '../client/queries';
import { AddMachines } from '../parts/add-machines';
import { BulkEdit } from '../parts/bulk-edit';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { findMachines, labelsInUse, NO_FILTER } from '../parts/machine-search';
import { MachineTable } from '../parts/machine-table';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { Waiting } from '../parts/waiting';
import './machines.css';

const MODE_NAMES: BootMode[] = ['always', 'once', 'local', 'paused'];

/** `/` leads to the search, as on many pages of this kind. */
function useSlashKey(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [field]);
}

export function MachinesPage() {
  const { machines, complete, error, refetch } = useMachines();
  const mayWrite = useMayWrite();
  const [filter, setFilter] = useState(NO_FILTER);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useSlashKey(search);
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => findMachines(machines, wanted), [machines, wanted]);
  const labels = useMemo(() => labelsInUse(machines), [machines]);
  const profiles = useMemo(() => [...new Set(machines.flatMap(({ boot }) => boot.profile ?? []))].sort(), [machines]);
  const chosen = useMemo(() => machines.filter(({ id }) => selected.has(id)), [machines, selected]);
  const count = machines.length.toLocaleString('en');
  const about = complete
    ? shown.length === machines.length
      ? `${count} in the inventory`
      : `${shown.length.toLocaleString('en')} of ${count}`
    : `${count} so far …`;
  const addButton = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
      Add machines
    </Button>
  );
  return (
    <Page
      title="Machines"
      about={<span role="status">{about}</span>}
      actions={
        mayWrite && (
          <>
            {chosen.length > 0 && (
              <Button variant="default" onClick={() => setChanging(true)}>
                Change {chosen.length.toLocaleString('en')} chosen
              </Button>
            )}
            {addButton}
          </>
        )
      }
    >
      {error !== null && <ProblemNote error={error} onRetry={refetch} />}
      {machines.length > 0 && (
        <search className="machine-filters">
          <TextInput
            ref={search}
            className="machine-search"
            aria-label="Search"
            placeholder="Name, MAC, address, label …   ( / )"
            leftSection={<Icon name="search" size={16} />}
            value={filter.text}
            onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
          />
          <Select
            aria-label="Boot mode"
            placeholder="Any mode"
            data={MODE_NAMES}
            value={filter.mode}
            onChange={(mode) => setFilter({ ...filter, mode: mode })}
            clearable
            clearButtonProps={{ 'aria-label': 'Any mode' }}
          />
          <Select
            aria-label="Label"
            placeholder="Any label"
            data={labels}
            value={filter.label}
            onChange={(label) => setFilter({ ...filter, label })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'Any label' }}
            nothingFoundMessage="No machine has such a label"
          />
          <Select
            aria-label="Profile"
            placeholder="Any profile"
            data={profiles}
            value={filter.profile}
            onChange={(profile) => setFilter({ ...filter, profile })}
            clearable
            clearButtonProps={{ 'aria-label': 'Any profile' }}
            nothingFoundMessage="No machine names a profile"
          />
        </search>
      )}
      {machines.length > 0 && shown.length > 0 && (
        <MachineTable machines={shown} selected={selected} onSelect={setSelected} />
      )}
      {machines.length > 0 && shown.length === 0 && (
        <Empty
          icon="search"
          title="No machine matches"
          action={
            <Button variant="default" onClick={() => setFilter(NO_FILTER)}>
              Clear the filters
            </Button>
          }
        >
          All words must be found in the name, a MAC, an address, the profile, a label or the description.
        </Empty>
      )}
      {machines.length === 0 && !complete && error === null && <Waiting what="the inventory" />}
      {machines.length === 0 && complete && (
        <Empty icon="machines" title="The inventory is empty" action={mayWrite ? addButton : undefined}>
          Paste lines of <code>MAC name IP</code>, from /etc/ethers or a spreadsheet: each becomes a machine that is
          answered from then on. Their addresses lie in a network: add that first, under{' '}
          <Link href="/networks">Networks</Link>. Or switch one on: it appears under Sightings, where one click adopts
          it.
        </Empty>
      )}
      <AddMachines machines={machines} opened={adding} onClose={() => setAdding(false)} />
      <BulkEdit machines={chosen} opened={changing} onClose={() => setChanging(false)} />
    </Page>
  );
}
