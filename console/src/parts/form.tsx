import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { FieldErrors } from './field-errors';
import { ProblemNote } from './problem-note';

interface FormProps {
  /** Of the last attempt; null when there was none, or none that failed. */
  readonly error: unknown;
  /** The names, as the appliance has them, of the fields that show their own errors. */
  readonly shows: RegExp;
  readonly pending: boolean;
  /** What the button says. */
  readonly submit: string;
  readonly disabled?: boolean;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  /** The fields; each asks for the errors that are its own. */
  readonly children: (errors: FieldErrors) => ReactNode;
}

/** A form whose refusals stand where they belong: at the field, and at its foot what belongs to none. */
export function Form({ error, shows, pending, submit, disabled = false, onSubmit, onCancel, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const errors = new FieldErrors(error, shows);
  useEffect(() => {
    // On a telephone the field that is wrong may be out of sight.
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children(errors)}
      {!errors.allShown && <ProblemNote error={error} errors={errors.left} />}
      <div className="form-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={pending} disabled={disabled}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
