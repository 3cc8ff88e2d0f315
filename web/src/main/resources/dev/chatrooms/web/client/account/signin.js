import { useState } from 'preact/hooks';
import { Field, Form } from '../ui/dialog.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { later } from '../ui/later.js';
import { useSite } from '../ui/site.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

const ForgottenPassword = later(() => import('./reset.js'), 'ForgottenPassword', 'div');
const VerifyAddress = later(() => import('./verify.js'), 'VerifyAddress', 'div');

/** The first page: sign in, register, or ask for a new password. */
export function SignIn() {
  const { client } = useApp();
  const { registrationOpen, notice } = useSite();
  const [view, setView] = useState('signIn');
  const [unverified, setUnverified] = useState();
  const reason = useSelected(state => state.connection.reason);
  const signIn = async ({ username, password }) => {
    try {
      await client.signIn(username.trim(), password);
    } catch (error) {
      if (error.code === 'email_not_verified') {
        setUnverified({ username: username.trim(), password });
        return;
      }
      throw error;
    }
  };
  if (unverified) {
    const verified = () => client.signIn(unverified.username, unverified.password);
    return html`<${Welcome}>
      <${VerifyAddress} username=${unverified.username} onVerified=${verified} />
    <//>`;
  }
  if (view === 'forgotten') {
    return html`<${Welcome}><${ForgottenPassword} onBack=${() => setView('signIn')} /><//>`;
  }
  const isNew = view === 'register' && registrationOpen;
  return html`<${Welcome}>
    ${reason && html`<p class="notice" role="status">${t[REASONS[reason]]}</p>`}
    ${notice && html`<p class="notice" dir="auto">${notice}</p>`}
    <h2>${isNew ? t.createAccount : t.signIn}</h2>
    ${isNew ? html`<${Register} onUnverified=${setUnverified} />` : html`<${SignInForm} action=${signIn} />`}
    <p class="welcome-links">
      ${registrationOpen &&
      html`<button type="button" class="link" onClick=${() => setView(isNew ? 'signIn' : 'register')}>
        ${isNew ? t.haveAccount : t.noAccount}
      </button>`}
      ${!isNew &&
      html`<button type="button" class="link" onClick=${() => setView('forgotten')}>${t.forgotten}</button>`}
    </p>
  <//>`;
}

const REASONS = { session_ended: 'sessionEnded', other_account: 'otherAccount' };

/** The frame of the pages before the chat. */
export function Welcome({ children }) {
  const { name } = useSite();
  return html`<main class="welcome">
    <h1 class="brand"><span class="brand-mark" aria-hidden="true"></span>${name}</h1>
    <div class="welcome-card">${children}</div>
  </main>`;
}

function SignInForm({ action }) {
  return html`<${Form} action=${action} submit=${t.signIn}>
    <${Field} label=${t.usernameOrEmail} name="username" autocomplete="username" required autofocus
      autocapitalize="none" spellcheck=${false} />
    <${Field} label=${s.password} name="password" type="password" autocomplete="current-password" required />
  <//>`;
}

function Register({ onUnverified }) {
  const { client } = useApp();
  const register = async values => {
    const registration = registrationOf(values);
    try {
      await client.register(registration);
    } catch (error) {
      if (error.code === 'email_not_verified') {
        onUnverified(registration);
        return;
      }
      throw error;
    }
  };
  return html`<${Form} action=${register} submit=${t.createAccount}><${RegistrationFields} /><//>`;
}

/** Returns the body of a registration, without the fields that are empty. */
export function registrationOf({ username, password, displayName, email }) {
  const registration = { username: username.trim(), password };
  if (displayName.trim()) {
    registration.displayName = displayName;
  }
  if (email.trim()) {
    registration.email = email.trim();
  }
  return registration;
}

export function RegistrationFields() {
  return html`<${Field} label=${s.username} name="username" autocomplete="username" required autofocus minlength="3"
      maxlength="32" autocapitalize="none" spellcheck=${false} hint=${s.usernameHint} />
    <${Field} label=${s.displayName} name="displayName" autocomplete="name" maxlength="64" hint=${s.optional} />
    <${Field} label=${s.email} name="email" type="email" autocomplete="email" hint=${t.emailHint} />
    <${Field} label=${s.password} name="password" type="password" autocomplete="new-password" required
      minlength="8" maxlength="256" hint=${t.passwordHint} />`;
}
