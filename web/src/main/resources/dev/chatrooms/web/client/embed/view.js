import { useEffect, useState } from 'preact/hooks';
import { RoomView } from '../messages/room.js';
import { ConnectionBar } from '../ui/connection.js';
import { messageOf } from '../ui/errors.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Spinner, later } from '../ui/later.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

const Lightbox = later(() => import('../files/lightbox.js'), 'Lightbox', 'div', 'gallery');

/** The room, or why it cannot be shown. */
export function EmbeddedRoom({ picture }) {
  const { actions, connect, client } = useApp();
  const me = useSelected(state => state.me);
  const status = useSelected(state => state.connection.status);
  if (!me && status === 'signedOut') {
    return html`<${State} icon="lock" title=${t.signedOutTitle} text=${t.signedOutText}>
      ${!client.token &&
      html`<a class="button primary" href=${client.server} target="_blank" rel="noopener">${t.signIn}</a>`}
      <button type="button" class="button" onClick=${connect}>${s.retry}</button>
    <//>`;
  }
  if (!me && status === 'waiting') {
    return html`<${State} icon="wifi-off" title=${s.noConnection} text=${s.serverUnreachable}>
      <button type="button" class="button" onClick=${connect}>${s.retryNow}</button>
    <//>`;
  }
  if (!me) {
    return html`<div class="splash"><${Spinner} /></div>`;
  }
  return html`<div class="content">
    <${ConnectionBar} />
    <${Room} />
    ${picture && html`<${Lightbox} file=${picture} onClose=${() => actions.showPicture(undefined)} />`}
  </div>`;
}

/** A room that the account is no member of is loaded by itself. Public ones can be read, and joined. */
function Room() {
  const { client, roomId, failed } = useApp();
  const isThere = useSelected(state => Object.hasOwn(state.rooms, roomId));
  const isLoaded = useSelected(state => state.loaded);
  const [error, setError] = useState();
  const load = () => {
    setError(undefined);
    client.loadRoom(roomId).catch(failure => {
      setError(failure);
      failed(failure.code);
    });
  };
  useEffect(() => {
    if (isLoaded && !isThere) {
      load();
    }
  }, [isLoaded, isThere]);
  if (isThere) {
    return html`<${RoomView} roomId=${roomId} />`;
  }
  if (!error) {
    return html`<div class="splash"><${Spinner} /></div>`;
  }
  const text = error.status === 404 ? s.roomUnavailableText : messageOf(error);
  return html`<${State} icon="lock" title=${s.roomUnavailable} text=${text}>
    <button type="button" class="button" onClick=${load}>${s.retry}</button>
  <//>`;
}

function State({ icon, title, text, children }) {
  return html`<section class="empty-page" aria-label=${title}>
    <span class="state-icon"><${Icon} name=${icon} size=${26} /></span>
    <h2>${title}</h2>
    <p class="muted" role="status">${text}</p>
    <div class="actions">${children}</div>
  </section>`;
}
