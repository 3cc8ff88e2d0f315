import { useEffect } from 'preact/hooks';
import { ChatClient } from './client/client.js';
import { pendingFiles } from './files/uploads.js';
import { mount, start } from './frame.js';
import { Shell } from './shell.js';
import { html, useApp, useSelected, useWindowEvent } from './ui/html.js';
import { Spinner, later } from './ui/later.js';
import { go, useRoute } from './ui/router.js';
import { LANGUAGE, s } from './ui/strings.js';
import { Site } from './ui/site.js';
import { loadStyles } from './ui/styles.js';
import { applyTheme } from './ui/theme.js';

const Invite = later(() => import('./account/invite.js'), 'Invite');
const ResetPassword = later(() => import('./account/reset.js'), 'ResetPassword');
const SignIn = later(() => import('./account/signin.js'), 'SignIn');
const Setup = later(() => import('./account/setup.js'), 'Setup');

function Page({ picture }) {
  const { client } = useApp();
  const route = useRoute();
  const me = useSelected(state => state.me);
  const status = useSelected(state => state.connection.status);
  useWindowEvent('beforeunload', event => client.unsent.length + pendingFiles(client) > 0 && event.preventDefault());
  useEffect(() => {
    if (!me) {
      document.title = s.appName;
    }
  }, [me]);
  if (route.name === 'reset') {
    return html`<${ResetPassword} token=${route.path[0]} />`;
  }
  if (route.name === 'setup') {
    return html`<${Setup} token=${route.path[0]} />`;
  }
  if (!me && status === 'signedOut') {
    return html`<${SignIn} />`;
  }
  if (!me) {
    return html`<${Starting} />`;
  }
  if (route.name === 'invite') {
    return html`<${Invite} code=${route.path[0]} />`;
  }
  return html`<${Shell} route=${route} picture=${picture} />`;
}

function Starting() {
  const status = useSelected(state => state.connection.status);
  return html`<main class="splash">
    <h1 class="visually-hidden">${s.appName}</h1>
    ${status === 'waiting' ? html`<p role="status">${s.serverUnreachable}</p>` : html`<${Spinner} />`}
  </main>`;
}

import('./ui/focus.js').then(module => module.keepFocus()).catch(() => {});
applyTheme();
document.documentElement.lang = LANGUAGE;
const client = new ChatClient({ server: new URL('.', document.baseURI).href, storage: sessionStorage });
if (!location.hash) {
  go('', true);
}
const site = new Site(client);
site.start();
const app = {
  client,
  site,
  go,
  isEmbedded: false,
  box: document.getElementById('app'),
  drafts: 'draft.',
  loadStyles: name => loadStyles(name, document.head),
};
mount(app, Page);
start(client);
