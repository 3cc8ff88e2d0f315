import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { AppContext, html, useWindowEvent } from './ui/html.js';
import { messageOf } from './ui/errors.js';
import { Toast } from './ui/toast.js';

const TOAST_MS = 6000;

/**
 * Shows a view in `app.box`. The view gets the picture that is shown in full size.
 *
 * @param {{client: object, site: object, isEmbedded: boolean, box: Element, go: (path: string) => void,
 *     drafts: string, loadStyles: (name: string) => Promise<void>}} app what differs between the page and an embedded
 *     room; `drafts` is the start of the keys under which drafts are stored
 */
export function mount(app, View) {
  render(html`<${Frame} app=${app} view=${View} />`, app.box);
}

/** The context of a view, and the short notices over it. */
function Frame({ app, view: View }) {
  const { client } = app;
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
  useWindowEvent('pagehide', () => client.deletions.makeAll());

  const notice = html`<${Toast} toast=${toast} onDone=${done} />`;
  const context = useMemo(() => ({ ...app, actions, notice }), [app, actions, toast]);
  return html`<${AppContext.Provider} value=${context}>
    <${View} picture=${picture} />
    ${notice}
  <//>`;
}

/**
 * Finds out whether there is a session. Without an answer, it asks again.
 *
 * @param {() => boolean} [isWanted]
 */
export async function start(client, isWanted = () => true) {
  for (let wait = 1000; isWanted(); wait = Math.min(wait * 2, 15_000)) {
    try {
      await client.resume();
      if (!isWanted()) {
        client.close();
      }
      return;
    } catch ({ code }) {
      client.dispatch({ type: 'connection', connection: { status: 'waiting', reason: code } });
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
}
