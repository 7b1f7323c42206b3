import { Button, CopyButton } from '@mantine/core';

interface ShownOnceProps {
  /** What it is, for those who hear it: `The token`. */
  readonly label: string;
  readonly value: string;
  /** What is said above it. */
  readonly children: string;
  readonly onClose: () => void;
}

/** A secret that the appliance tells this once, to be copied. */
export function ShownOnce({ label, value, children, onClose }: ShownOnceProps) {
  return (
    <div className="form">
      <p>{children}</p>
      <pre className="preview" tabIndex={0} aria-label={label}>
        {value}
      </pre>
      <div className="form-end">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
