import { useState } from 'preact/hooks';
import { Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { s } from '../ui/strings.js';

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
  return html`<h2>${s.verifyAddress}</h2>
    <p class="muted">${s.codeMailed}</p>
    <${Form} action=${verify} submit=${s.verify}>
      <${Field} label=${s.code} name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus
        pattern="[0-9 ]*" />
    <//>
    <p class="welcome-links">
      <button type="button" class="link" disabled=${sent} onClick=${resend}>
        ${sent ? s.codeSent : s.resendCode}
      </button>
    </p>`;
}
