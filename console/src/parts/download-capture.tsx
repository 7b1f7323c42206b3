import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ask, type Machine } from '../client/api';
import { Icon } from './icon';
import { ProblemNote } from './problem-note';

/** The last packets of a machine as a file for Wireshark. */
export function DownloadCapture({ machine }: { readonly machine: Machine }) {
  const downloading = useMutation({
    mutationFn: async () => {
      const params = { path: { id: machine.id } };
      const file: Blob = await ask(api.GET('/api/v1/machines/{id}/capture.pcapng', { params, parseAs: 'blob' }));
      save(file, `${machine.hostname}.pcapng`);
    },
  });
  return (
    <>
      <Button
        variant="default"
        loading={downloading.isPending}
        leftSection={<Icon name="download" size={16} />}
        onClick={() => downloading.mutate()}
      >
        Download capture
      </Button>
      {downloading.error !== null && <ProblemNote error={downloading.error} />}
    </>
  );
}

/** A link cannot carry the token, so the file comes by the API and is handed to the browser. */
function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
