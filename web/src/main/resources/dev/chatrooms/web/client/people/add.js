import { useEffect, useState } from 'preact/hooks';
import { isLarge } from '../rooms/order.js';
import { Avatar } from '../ui/avatar.js';
import { Dialog } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { ListStates, useList, useSettled } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

/** Finds people and adds them to a room. */
export function AddMembers({ room, members = {}, onClose }) {
  const { client, actions } = useApp();
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const list = useList('users', { search, limit: 20 });
  useEffect(() => {
    if (search && isLarge(room)) {
      client.loadMemberPage(room.id, { search, limit: 50 }).catch(() => {});
    }
  }, [search]);
  const add = user =>
    actions.attempt(() => client.http.call('PUT', `rooms/${room.id}/members/${user.id}`));
  return html`<${Dialog} title=${t.addPeople} onClose=${onClose}>
    <label class="search-field">
      <${Icon} name="search" size=${16} />
      <input type="search" aria-label=${t.searchPeople} placeholder=${t.searchPeople} value=${text} autofocus
        onInput=${event => setText(event.target.value)} />
    </label>
    <ul class="people scroll">
      ${list.items?.map(
        user => html`<li class="person" key=${user.id}>
          <${Avatar} user=${user} size=${32} />
          <span class="person-text">
            <span class="person-name" dir="auto">${user.displayName}</span>
            <span class="muted">@${user.username}</span>
          </span>
          ${members[user.id]
            ? html`<span class="muted">${t.isMember}</span>`
            : html`<button type="button" class="button" onClick=${() => add(user)}>${s.add}</button>`}
        </li>`,
      )}
    </ul>
    <${ListStates} list=${{ ...list, more: undefined }} empty=${s.nothingFound} />
  <//>`;
}
