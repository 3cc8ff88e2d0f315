import { useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { Page } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { Tabs } from '../ui/tabs.js';
import { THEMES, setTheme, theme } from '../ui/theme.js';
import { EmailForm, PasswordForm } from './credentials.js';
import { OwnFiles } from './files.js';
import { NotificationSettings } from './notifications.js';
import { ProfileForm } from './profile.js';
import { Sessions } from './sessions.js';
import { t } from './strings.js';

const PAGES = {
  profile: ProfilePage,
  security: SecurityPage,
  notifications: NotificationSettings,
  files: OwnFiles,
  appearance: AppearancePage,
};

/** The caller's own account and settings. */
export function Settings({ page = 'profile' }) {
  const name = PAGES[page] ? page : 'profile';
  return html`<${Page} title=${s.settings}>
    <${Tabs} label=${s.settings} path="settings" names=${t.settingsPages} current=${name} />
    <${PAGES[name]} />
  <//>`;
}

function ProfilePage() {
  return html`<${ProfileForm} />`;
}

function SecurityPage() {
  return html`<${EmailForm} /><${PasswordForm} /><${Sessions} />`;
}

function AppearancePage() {
  const [current, setCurrent] = useState(theme());
  const choose = name => {
    setTheme(name);
    setCurrent(name);
  };
  return html`<fieldset class="choices">
    <legend class="field-label">${t.theme}</legend>
    ${THEMES.map(
      name => html`<label class="choice" key=${name}>
        <input type="radio" name="theme" checked=${current === name} onChange=${() => choose(name)} />
        <span class="choice-name">${t.themes[name]}</span>
      </label>`,
    )}
  </fieldset>`;
}
