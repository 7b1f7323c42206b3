const PATHS = {
  machines: 'M3 5h18v6H3zM3 13h18v6H3zM7 8h.01M7 16h.01',
  sightings:
    'M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6',
  networks: 'M12 3v6M5 21v-5h14v5M12 9v7M9 3h6v5H9zM3 21h4M17 21h4M10 21h4M12 16v5',
  leases: 'M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
  files: 'M6 3h8l4 4v14H6zM14 3v4h4',
  profiles: 'M4 6h16M4 12h10M4 18h7M17 15l4 3l-4 3z',
  access: 'M14.5 9.5a4.5 4.5 0 1 0-4 4.470L12 15.5h2v2h2v2h3v-3l-4.8-4.8a4.5 4.5 0 0 0 .3-2.2zM8.5 8.5h.01',
  audit: 'M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4',
  webhooks: 'M4 12l16-8l-5 16l-3-6zM12 14l8-10',
  health: 'M3 12h4l2.5-6l5 12l2.5-6h4',
  plus: 'M12 5v14M5 12h14',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M20 20l-4.7-4.7',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7l-12 7z',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  more: 'M12 5h.01M12 12h.01M12 19h.01',
  sun: 'M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  moon: 'M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z',
  out: 'M14 4h6v16h-6M4 12h11M8 8l-4 4l4 4',
  check: 'M4 12.5l5 5L20 6.5',
  cross: 'M6 6l12 12M18 6L6 18',
  warn: 'M12 4L2.5 20h19zM12 10v5M12 17.5h.01',
  again: 'M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7',
  down: 'M6 9l6 6l6-6',
  download: 'M12 4v12M7 11l5 5l5-5M4 16v4h16v-4',
  upload: 'M12 16V4M7 9l5-5l5 5M4 16v4h16v-4',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words; it says nothing that the words do not. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: number }) {
  const side = size ?? 18;
  return (
    <svg
      className="icon"
      width={side}
      height={side}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
