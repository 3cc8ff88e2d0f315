import { useEffect, useState } from 'preact/hooks';
import { Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { go } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { Welcome } from './signin.js';
import { t } from './strings.js';

/** Asks for a link by mail. The answer is the same for every address. */
export function ForgottenPassword({ onBack }) {
  const { client } = useApp();
  const [isSent, setSent] = useState(false);
  const send = async ({ email }) => {
    await client.http.call('POST', 'auth/password/forgot', { body: { email: email.trim() }, isOpen: true });
    setSent(true);
  };
  return html`<h2>${t.forgottenTitle}</h2>
    ${isSent
      ? html`<p role="status">${t.resetMailed}</p>`
      : html`<p class="muted">${t.forgottenText}</p>
          <${Form} action=${send} submit=${t.sendLink}>
            <${Field} label=${s.email} name="email" type="email" autocomplete="email" required autofocus />
          <//>`}
    <p class="welcome-links"><button type="button" class="link" onClick=${onBack}>${t.backToSignIn}</button></p>`;
}

/** Sets a new password with the token of a mailed link. */
export function ResetPassword({ token }) {
  const { client, actions } = useApp();
  const [isUsable, setUsable] = useState();
  const path = `auth/password/reset/${encodeURIComponent(token ?? '')}`;
  useEffect(() => {
    client.http.call('GET', path, { isOpen: true }).then(
      () => setUsable(true),
      () => setUsable(false),
    );
  }, [path]);
  const reset = async ({ newPassword }) => {
    await client.http.call('POST', 'auth/password/reset', { body: { token, newPassword }, isOpen: true });
    actions.notify(t.passwordChanged);
    go('', true);
  };
  return html`<${Welcome}>
    <h2>${t.newPassword}</h2>
    ${isUsable === undefined && html`<span class="spinner" role="status" aria-label=${s.loading} />`}
    ${isUsable === false && html`<p role="alert">${t.resetExpired}</p>`}
    ${isUsable &&
    html`<${Form} action=${reset} submit=${t.setPassword}>
      <${Field} label=${t.newPassword} name="newPassword" type="password" autocomplete="new-password" required
        autofocus minlength="8" maxlength="256" hint=${t.passwordHint} />
    <//>`}
    <p class="welcome-links">
      <button type="button" class="link" onClick=${() => go('', true)}>${t.backToSignIn}</button>
    </p>
  <//>`;
}
