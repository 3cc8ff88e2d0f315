import { useEffect, useState } from 'preact/hooks';
import { html, useApp, useSelected } from './html.js';
import { Icon } from './icon.js';
import { s } from './strings.js';

/** A short interruption is not worth a notice that comes and goes. */
const DELAY_MS = 1200;

/** Shows that there is no connection, and when the next attempt starts. */
export function ConnectionBar() {
  const { client } = useApp();
  const connection = useSelected(state => state.connection);
  const [isShown, setShown] = useState(false);
  const [, tick] = useState(0);
  const isOnline = connection.status === 'online';
  useEffect(() => {
    if (isOnline) {
      setShown(false);
      return undefined;
    }
    const delay = setTimeout(() => setShown(true), DELAY_MS);
    const timer = setInterval(() => tick(count => count + 1), 1000);
    return () => {
      clearTimeout(delay);
      clearInterval(timer);
    };
  }, [isOnline]);
  // Counted down beside the status: screen readers read each change of it.
  const seconds = connection.status === 'waiting' ? Math.ceil((connection.retryAt - Date.now()) / 1000) : 0;
  return html`<div class="connection-bar" role="status">
    ${isShown &&
    html`<div class="connection-text">
      <${Icon} name="wifi-off" size=${16} />
      <span>${text(connection)}</span>
      ${seconds > 1 && html`<span aria-hidden="true">${s.reconnectingIn(seconds)}</span>`}
      ${connection.status !== 'connecting' &&
      html`<button type="button" class="link" onClick=${() => client.connection.start()}>${s.retryNow}</button>`}
    </div>`}
  </div>`;
}

function text(connection) {
  if (connection.status === 'refused') {
    return connection.code === 4429 ? s.tooManyTabs : s.connectionRefused;
  }
  return connection.status === 'waiting' ? s.noConnection : s.reconnecting;
}
