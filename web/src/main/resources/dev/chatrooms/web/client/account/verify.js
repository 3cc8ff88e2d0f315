import { useState } from 'preact/hooks';
import { Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { t } from './strings.js';

/** Asks for the code that was mailed to the account's new address. */
export function VerifyAddress({ username, onVerified }) {
  const { client, actions } = useApp();
  const [sent, setSent] = useState(false);
  const verify = async ({ code }) => {
    const body = { username, code: code.replace(/\s/g, '') };
    await client.http.call('POST', 'auth/verify', { body, isOpen: true });
    await onVerified();
  };
  const resend = () =>
    actions.attempt(async () => {
      await client.http.call('POST', 'auth/verify/resend', { body: { username }, isOpen: true });
      setSent(true);
    });
  return html`<h2>${t.verifyAddress}</h2>
    <p class="muted">${t.codeMailed}</p>
    <${Form} action=${verify} submit=${t.verify}>
      <${Field} label=${t.code} name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus
        pattern="[0-9 ]*" />
    <//>
    <p class="welcome-links">
      <button type="button" class="link" disabled=${sent} onClick=${resend}>
        ${sent ? t.codeSent : t.resendCode}
      </button>
    </p>`;
}
