import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemNote } from './problem-note';

interface ConfirmDeleteProps {
  readonly what: string;
  /** What else happens by it. */
  readonly children: ReactNode;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Nothing is deleted by one click; the reason why it cannot be stands where the question was. */
export function ConfirmDelete({ what, children, error, pending, onDelete, onClose }: ConfirmDeleteProps) {
  return (
    <Modal opened onClose={onClose} title={`Delete ${what}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="form">
        <p>{children}</p>
        {error !== null && <ProblemNote error={error} />}
        <div className="form-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={pending} onClick={onDelete}>
            Delete
          </Button>
        </div>
      </div>
    </Modal>
  );
}
