import { useState } from 'preact/hooks';
import { Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { go } from '../ui/router.js';
import { RegistrationFields, Welcome, registrationOf } from './signin.js';
import { t } from './strings.js';

/** Creates the first administrator, with the token that the server prints at its start. */
export function Setup({ token }) {
  const { client } = useApp();
  const [isExpired, setExpired] = useState(false);
  const create = async values => {
    const registration = registrationOf(values);
    try {
      await client.http.call('POST', 'setup', { body: { token, ...registration }, isOpen: true });
    } catch (error) {
      if (error.status === 404) {
        setExpired(true);
        return;
      }
      throw error;
    }
    go('', true);
    await client.signIn(registration.username, registration.password);
  };
  return html`<${Welcome}>
    <h2>${t.setupTitle}</h2>
    ${isExpired
      ? html`<p role="alert">${t.setupExpired}</p>
          <p class="welcome-links">
            <button type="button" class="link" onClick=${() => go('', true)}>${t.backToSignIn}</button>
          </p>`
      : html`<p class="muted">${t.setupText}</p>
          <${Form} action=${create} submit=${t.createAccount}><${RegistrationFields} /><//>`}
  <//>`;
}
