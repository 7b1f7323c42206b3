import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useCaller } from '../client/queries';
import { signOut } from '../client/session';
import { Icon, type IconName } from './icon';

interface Entry {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
}

const ENTRIES: readonly Entry[] = [
  { path: '/machines', name: 'Machines', icon: 'machines' },
  { path: '/sightings', name: 'Sightings', icon: 'sightings' },
  { path: '/networks', name: 'Networks', icon: 'networks' },
  { path: '/leases', name: 'Leases', icon: 'leases' },
  { path: '/boot-files', name: 'Boot files', icon: 'files' },
  { path: '/profiles', name: 'Profiles', icon: 'profiles' },
  { path: '/status', name: 'Health', icon: 'health' },
];

const ADMIN_ENTRIES: readonly Entry[] = [
  { path: '/access', name: 'Tokens', icon: 'access' },
  { path: '/webhooks', name: 'Webhooks', icon: 'webhooks' },
  { path: '/audit', name: 'Audit', icon: 'audit' },
];

export function Brand() {
  return (
    <span className="brand">
      <img src="/icon.svg" alt="" width="26" height="26" />
      Reveille
    </span>
  );
}

export function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={`Use ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
    </ActionIcon>
  );
}

/** The frame around every page: where one can go, who one is. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  const [open, setOpen] = useState(false);
  const caller = useCaller().data;
  const entries = caller?.role === 'admin' ? [...ENTRIES, ...ADMIN_ENTRIES] : ENTRIES;
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(location);
  useEffect(() => {
    if (arrived.current === location) return;
    arrived.current = location;
    setOpen(false);
    // A screen reader goes on at the new page, not at the link that led there.
    main.current?.focus();
  }, [location]);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        To the content
      </a>
      <aside className="shell-side" aria-label="Reveille" data-open={open}>
        <div className="shell-top">
          <Link href="/machines" aria-label="Reveille, to the machines">
            <Brand />
          </Link>
          <button
            className="shell-menu"
            type="button"
            aria-expanded={open}
            aria-controls="navigation"
            onClick={() => setOpen(!open)}
          >
            Menu
            <Icon name={open ? 'cross' : 'down'} size={16} />
          </button>
        </div>
        <nav id="navigation" aria-label="Pages">
          {entries.map(({ path, name, icon }) => {
            const here = location === path || location.startsWith(`${path}/`);
            return (
              <Link key={path} href={path} className="shell-link" {...(here && { 'aria-current': 'page' })}>
                <Icon name={icon} />
                {name}
              </Link>
            );
          })}
        </nav>
        <div className="shell-foot">
          <span className="shell-who">
            {caller === undefined ? '' : caller.name}
            <small>{caller?.role}</small>
          </span>
          <SchemeSwitch />
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" onClick={signOut}>
            <Icon name="out" />
          </ActionIcon>
        </div>
      </aside>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
