import { Button } from '@mantine/core';
import { problemOf } from '../client/problem';
import { Icon } from './icon';

interface ProblemNoteProps {
  readonly error: unknown;
  readonly onRetry?: (() => unknown) | undefined;
  /** Only these of its errors; the others stand at their fields. */
  readonly errors?: readonly { readonly field: string; readonly reason: string }[];
}

/** What went wrong, in the appliance's own words, field by field. */
export function ProblemNote({ error, onRetry, errors: chosen }: ProblemNoteProps) {
  const { title, detail, errors: all, reference } = problemOf(error);
  const errors = chosen ?? all;
  const byField = errors !== undefined && errors.length > 0;
  return (
    <div className="note note-bad" role="alert">
      <Icon name="warn" />
      <div>
        <strong>{title}</strong>
        {byField ? (
          <ul>
            {errors.map(({ field, reason }) => (
              <li key={`${field} ${reason}`}>
                {field !== '' && <code>{field}</code>} {reason}
              </li>
            ))}
          </ul>
        ) : (
          <p>{detail}</p>
        )}
        {reference !== undefined && (
          <p>
            In the appliance’s log: <code>{reference}</code>
          </p>
        )}
        {onRetry !== undefined && (
          <Button variant="default" size="xs" mt="xs" onClick={() => void onRetry()}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
