import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { readToken, watchSession } from './client/session';
import { Shell } from './parts/shell';
import { Waiting } from './parts/waiting';

const SignIn = lazy(() => import('./pages/sign-in').then(({ SignInPage }) => ({ default: SignInPage })));
const Machines = lazy(() => import('./pages/machines').then(({ MachinesPage }) => ({ default: MachinesPage })));
const Machine = lazy(() => import('./pages/machine').then(({ MachinePage }) => ({ default: MachinePage })));
const Sightings = lazy(() => import('./pages/sightings').then(({ SightingsPage }) => ({ default: SightingsPage })));
const Networks = lazy(() => import('./pages/networks').then(({ NetworksPage }) => ({ default: NetworksPage })));
const Leases = lazy(() => import('./pages/leases').then(({ LeasesPage }) => ({ default: LeasesPage })));
const BootFiles = lazy(() => import('./pages/boot-files').then(({ BootFilesPage }) => ({ default: BootFilesPage })));
const Profiles = lazy(() => import('./pages/profiles').then(({ ProfilesPage }) => ({ default: ProfilesPage })));
const Access = lazy(() => import('./pages/access').then(({ AccessPage }) => ({ default: AccessPage })));
const Webhooks = lazy(() => import('./pages/webhooks').then(({ WebhooksPage }) => ({ default: WebhooksPage })));
const Audit = lazy(() => import('./pages/audit').then(({ AuditPage }) => ({ default: AuditPage })));
const Health = lazy(() => import('./pages/health').then(({ HealthPage }) => ({ default: HealthPage })));
const NotFound = lazy(() => import('./pages/not-found').then(({ NotFoundPage }) => ({ default: NotFoundPage })));

/** Signing in, or the page that the address names. */
export function App() {
  const token = useSyncExternalStore(watchSession, readToken);
  const queries = useQueryClient();
  useEffect(() => {
    // Another person must not see what the one before was shown.
    if (token === null) queries.clear();
  }, [token, queries]);
  if (token === null) {
    return (
      <Suspense fallback={null}>
        <SignIn />
      </Suspense>
    );
  }
  return (
    <Shell>
      <Suspense fallback={<Waiting what="the page" />}>
        <Switch>
          <Route path="/">
            <Redirect to="/machines" replace />
          </Route>
          <Route path="/machines" component={Machines} />
          <Route path="/machines/:id">{({ id }) => <Machine key={id} id={Number(id)} />}</Route>
          <Route path="/sightings" component={Sightings} />
          <Route path="/networks" component={Networks} />
          <Route path="/leases" component={Leases} />
          <Route path="/boot-files" component={BootFiles} />
          <Route path="/profiles" component={Profiles} />
          <Route path="/access" component={Access} />
          <Route path="/webhooks" component={Webhooks} />
          <Route path="/audit" component={Audit} />
          <Route path="/status" component={Health} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </Shell>
  );
}
