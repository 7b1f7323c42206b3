import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { Machine } from '../client/api';
import './machine-table.css';
import { ModeTag } from './mode-tag';

const ROW = 45;
const NARROW_ROW = 78;
const ROWS_BEYOND = 12;

interface MachineTableProps {
  readonly machines: readonly Machine[];
  readonly selected: ReadonlySet<number>;
  readonly onSelect: (selected: ReadonlySet<number>) => void;
}

interface RowProps {
  readonly machine: Machine;
  readonly index: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

function MachineRow({ machine, index, top, chosen, onChoose }: RowProps) {
  const [nic] = machine.nics;
  const more = machine.nics.length - 1;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="machine-row"
      data-chosen={chosen}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell" className="machine-choose">
        <Checkbox
          size="xs"
          aria-label={`Choose ${machine.hostname}`}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </span>
      <span role="cell" className="machine-name">
        <Link href={`/machines/${machine.id}`}>{machine.hostname}</Link>
      </span>
      <span role="cell" className="machine-mac mono">
        {nic?.mac ?? '–'}
        {more > 0 && <small className="quiet"> +{more}</small>}
      </span>
      <span role="cell" className="machine-ip mono">
        {nic?.ip ?? '–'}
      </span>
      <span role="cell" className="machine-mode">
        <ModeTag mode={machine.boot.mode} />
      </span>
      <span role="cell" className="machine-profile">
        {machine.boot.profile ?? ''}
      </span>
      <span role="cell" className="machine-labels">
        {Object.entries(machine.labels).map(([key, value]) => (
          <span key={key} className="tag">
            {key}:{value}
          </span>
        ))}
      </span>
    </div>
  );
}

/** The inventory as a table that holds only the rows that are seen. */
export function MachineTable({ machines, selected, onSelect }: MachineTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const height = narrow ? NARROW_ROW : ROW;
  const rows = useVirtualizer({
    count: machines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => machines[index]?.id ?? index,
    overscan: ROWS_BEYOND,
  });
  const chosenHere = machines.reduce((count, { id }) => count + (selected.has(id) ? 1 : 0), 0);

  function choose(id: number, chosen: boolean): void {
    const next = new Set(selected);
    if (chosen) next.add(id);
    else next.delete(id);
    onSelect(next);
  }

  return (
    <div className="card machine-table" ref={scroller} tabIndex={0} role="region" aria-label="List of machines">
      <div role="table" aria-label="Machines" aria-rowcount={machines.length + 1}>
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className="machine-row machine-table-head">
            <span role="columnheader" className="machine-choose">
              <Checkbox
                size="xs"
                aria-label="Choose all that are listed"
                checked={chosenHere > 0 && chosenHere === machines.length}
                indeterminate={chosenHere > 0 && chosenHere < machines.length}
                onChange={(event) => onSelect(new Set(event.currentTarget.checked ? machines.map(({ id }) => id) : []))}
              />
            </span>
            {['Name', 'MAC', 'Address', 'Boot', 'Profile', 'Labels'].map((name) => (
              <span role="columnheader" key={name}>
                {name}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="machine-table-body" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const machine = machines[index];
            if (machine === undefined) return null;
            return (
              <MachineRow
                key={machine.id}
                machine={machine}
                index={index}
                top={start}
                chosen={selected.has(machine.id)}
                onChoose={(chosen) => choose(machine.id, chosen)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
