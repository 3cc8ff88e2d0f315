import { useState } from 'preact/hooks';
import { Field, Form } from '../ui/dialog.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { s } from '../ui/strings.js';
import { VerifyAddress } from './verify.js';
import { t } from './strings.js';

/** The address of the account. A new one counts once its code is entered. */
export function EmailForm() {
  const { client, actions } = useApp();
  const me = useSelected(state => state.me);
  const [isMailed, setMailed] = useState(false);
  const change = async ({ email, currentPassword }) => {
    await client.http.call('PUT', 'me/email', { body: { email: email.trim(), currentPassword } });
    setMailed(true);
  };
  const verified = async () => {
    client.dispatch({ type: 'account', account: await client.http.get('me') });
    setMailed(false);
    actions.notify(s.saved);
  };
  return html`<section class="settings-section">
    ${isMailed
      ? html`<${VerifyAddress} username=${me.username} onVerified=${verified} />`
      : html`<h2>${s.email}</h2>
          <p class="muted">${me.email ? (me.emailVerified ? me.email : t.unverified(me.email)) : t.noEmail}</p>
          ${me.email && !me.emailVerified &&
          html`<button type="button" class="button" onClick=${() => setMailed(true)}>${t.enterCode}</button>`}
          <${Form} action=${change} submit=${t.changeEmail}>
            <${Field} label=${t.newEmail} name="email" type="email" required autocomplete="email" />
            <${Field} label=${t.currentPassword} name="currentPassword" type="password" required
              autocomplete="current-password" />
          <//>`}
  </section>`;
}

export function PasswordForm() {
  const { client, actions } = useApp();
  const [round, setRound] = useState(0);
  const change = async ({ currentPassword, newPassword }) => {
    await client.http.call('PUT', 'me/password', { body: { currentPassword, newPassword } });
    actions.notify(t.passwordChanged);
    setRound(round + 1);
  };
  return html`<section class="settings-section">
    <h2>${s.password}</h2>
    <${Form} action=${change} submit=${t.changePassword} key=${round}>
      <${Field} label=${t.currentPassword} name="currentPassword" type="password" required
        autocomplete="current-password" />
      <${Field} label=${t.newPassword} name="newPassword" type="password" required minlength="8" maxlength="256"
        autocomplete="new-password" hint=${t.passwordHint} />
    <//>
  </section>`;
}
