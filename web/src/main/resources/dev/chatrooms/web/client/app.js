import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ChatClient } from './client/index.js';
import { pendingFiles } from './files/uploads.js';
import { Shell } from './shell.js';
import { AppContext, html, useSelected, useWindowEvent } from './ui/html.js';
import { Spinner, later } from './ui/later.js';
import { go, useRoute } from './ui/router.js';
import { s } from './ui/strings.js';
import { Site } from './ui/site.js';
import { Toast } from './ui/toast.js';
import { applyTheme } from './ui/theme.js';
import { messageOf } from './ui/dialog.js';

const TOAST_MS = 6000;

const Invite = later(() => import('./account/invite.js').then(module => module.Invite));
const ResetPassword = later(() => import('./account/reset.js').then(module => module.ResetPassword));
const SignIn = later(() => import('./account/signin.js').then(module => module.SignIn));
const Setup = later(() => import('./account/setup.js').then(module => module.Setup));

function App({ client, site }) {
  const [toast, setToast] = useState();
  const [picture, setPicture] = useState();
  const done = () => setToast(undefined);
  const actions = useMemo(
    () => ({
      /** Shows a notice, with an optional action. */
      notify: (text, options = {}) => setToast({ id: performance.now(), text, ...options }),
      showPicture: setPicture,
      /** Runs an action, and shows why it failed. */
      attempt: async action => {
        try {
          return await action();
        } catch (error) {
          setToast({ id: performance.now(), text: messageOf(error), isError: true });
          return undefined;
        }
      },
    }),
    [],
  );
  useEffect(() => {
    const timer = toast && setTimeout(() => setToast(undefined), toast.ms ?? TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  const check = () => document.visibilityState === 'visible' && client.connection.check();
  useWindowEvent('visibilitychange', check, document);
  useWindowEvent('online', check);
  useWindowEvent('beforeunload', event => client.unsent.length + pendingFiles() > 0 && event.preventDefault());

  const notice = html`<${Toast} toast=${toast} onDone=${done} />`;
  const context = useMemo(() => ({ client, site, actions, notice }), [client, site, actions, toast]);
  return html`<${AppContext.Provider} value=${context}>
    <${Page} picture=${picture} />
    ${notice}
  <//>`;
}

function Page({ picture }) {
  const route = useRoute();
  const me = useSelected(state => state.me);
  const status = useSelected(state => state.connection.status);
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
  return html`<div class="splash">
    ${status === 'waiting' ? html`<p role="status">${s.serverUnreachable}</p>` : html`<${Spinner} />`}
  </div>`;
}

/** Finds out whether there is a session. Without an answer, it asks again. */
async function start(client) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15_000)) {
    try {
      await client.resume();
      return;
    } catch {
      client.dispatch({ type: 'connection', connection: { status: 'waiting' } });
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
}

applyTheme();
const client = new ChatClient({ server: new URL('.', document.baseURI).href, storage: sessionStorage });
if (!location.hash) {
  go('', true);
}
const site = new Site(client);
site.start();
render(html`<${App} client=${client} site=${site} />`, document.getElementById('app'));
start(client);
