import { Loader } from '@mantine/core';

/** Something is on its way; said to screen readers too. */
export function Waiting({ what }: { readonly what: string }) {
  return (
    <div className="waiting" role="status">
      <Loader size="sm" aria-hidden="true" />
      <span>Fetching {what} …</span>
    </div>
  );
}
