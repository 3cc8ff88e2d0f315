import { useState } from 'preact/hooks';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { ListStates, Page, useList, useSettled } from '../ui/list.js';
import { go, roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { CreateRoom } from './create.js';
import { t } from './strings.js';

/** The public rooms, to find and join. */
export function Directory() {
  const [text, setText] = useState('');
  const [isCreating, setCreating] = useState(false);
  const list = useList('rooms', { scope: 'public', search: useSettled(text.trim()) });
  const create = html`<button type="button" class="button primary" onClick=${() => setCreating(true)}>
    <${Icon} name="plus" size=${16} />${s.createRoom}
  </button>`;
  return html`<${Page} title=${s.findRooms} actions=${create}>
    <label class="search-field">
      <${Icon} name="search" size=${16} />
      <input type="search" aria-label=${t.searchRooms} placeholder=${t.searchRooms} value=${text} autofocus
        onInput=${event => setText(event.target.value)} />
    </label>
    <ul class="cards">
      ${list.items?.map(room => html`<${DirectoryRoom} key=${room.id} room=${room} />`)}
    </ul>
    <${ListStates} list=${list} icon="compass" empty=${text ? t.noRoomFound : t.noPublicRooms} />
    ${isCreating && html`<${CreateRoom} onClose=${() => setCreating(false)} />`}
  <//>`;
}

function DirectoryRoom({ room }) {
  const { client, actions } = useApp();
  const isMember = useSelected(state => Boolean(state.rooms[room.id]?.me));
  const join = () =>
    actions.attempt(async () => {
      await client.join(room.id);
      go(roomPath(room.id));
    });
  return html`<li class="card room">
    <span class="room-mark"><${Icon} name="hash" /></span>
    <div class="card-text">
      <a class="card-title" dir="auto" href=${`#/${roomPath(room.id)}`}>${room.name}</a>
      ${room.topic && html`<p class="card-line" dir="auto">${room.topic}</p>`}
      <p class="card-line muted">${s.memberCount(room.memberCount)}</p>
    </div>
    ${isMember
      ? html`<a class="button" href=${`#/${roomPath(room.id)}`}>${s.open}</a>`
      : html`<button type="button" class="button primary" onClick=${join}>${t.join}</button>`}
  </li>`;
}
