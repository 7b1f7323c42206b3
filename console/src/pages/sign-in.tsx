import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { tryToken } from '../client/api';
import { signIn } from '../client/session';
import { ProblemNote } from '../parts/problem-note';
import { Brand, SchemeSwitch } from '../parts/shell';

/** The way in: a token, tried before it is kept. */
export function SignInPage() {
  const [token, setToken] = useState('');
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    document.title = 'Sign in · Reveille';
  }, []);

  async function enter(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await tryToken(token.trim());
      signIn(token.trim(), keep);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <form
        className="sign-in-card"
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <div className="sign-in-head">
          <Brand />
          <SchemeSwitch />
        </div>
        <h1>Sign in</h1>
        <p>Every machine that wakes on the wire is answered from here.</p>
        <PasswordInput
          label="Token"
          description="In the file admin-token of the data directory, in REVEILLE_ADMIN_TOKEN, or given to you by an admin."
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token', tabIndex: 0, 'aria-hidden': false }}
          required
          withAsterisk={false}
          data-autofocus
          autoFocus
        />
        <Checkbox
          label="Keep it in this browser"
          description="Only on a computer that is yours."
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
        {error !== undefined && <ProblemNote error={error} />}
        <Button type="submit" loading={busy} disabled={token.trim() === ''} fullWidth>
          Sign in
        </Button>
      </form>
    </main>
  );
}
