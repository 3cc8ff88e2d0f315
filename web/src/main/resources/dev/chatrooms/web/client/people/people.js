import { useState } from 'preact/hooks';
import { EMPTY } from '../client/state.js';
import { PresenceAvatar } from '../ui/avatar.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { ListStates, Page, useList, useSettled } from '../ui/list.js';
import { go, roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { PersonDialog } from './profile.js';
import { t } from './strings.js';

/** People: the caller's contacts and blocks, and everyone else by a search. */
export function People() {
  const [text, setText] = useState('');
  const [shown, setShown] = useState();
  const contacts = useSelected(state => state.contacts);
  const isLoaded = useSelected(state => state.blocks !== EMPTY.blocks);
  const blocks = useSelected(state => state.blocks);
  const search = useSettled(text.trim());
  const list = useList('users', { search });
  // Contacts that came after the others would move them.
  const shownList = isLoaded || list.error ? list : {};
  const row = user => html`<${Person} key=${user.id} user=${user} onShow=${() => setShown(user.id)} />`;
  const group = (title, users) =>
    !search &&
    Object.keys(users).length > 0 &&
    html`<h2 class="group-title">${title}</h2>
      <ul class="cards">${Object.values(users).map(row)}</ul>`;
  return html`<${Page} title=${s.people}>
    <label class="search-field">
      <${Icon} name="search" size=${16} />
      <input type="search" aria-label=${t.searchPeople} placeholder=${t.searchPeople} value=${text} autofocus
        onInput=${event => setText(event.target.value)} />
    </label>
    ${shownList.items && html`${group(t.contacts, contacts)} ${group(t.blocked, blocks)}`}
    ${shownList.items && html`<h2 class="group-title">${search ? s.found : t.everyone}</h2>`}
    <ul class="cards">${shownList.items?.map(row)}</ul>
    <${ListStates} list=${shownList} icon="users" empty=${s.nothingFound} />
    ${shown && html`<${PersonDialog} userId=${shown} onClose=${() => setShown(undefined)} />`}
  <//>`;
}

function Person({ user, onShow }) {
  const { client, actions } = useApp();
  const me = useSelected(state => state.me);
  const open = () => actions.attempt(async () => go(roomPath((await client.directRoom(user.id)).id)));
  return html`<li class="card person">
    <${PresenceAvatar} user=${user} size=${40} />
    <span class="person-text">
      <button type="button" class="person-name link" dir="auto" onClick=${onShow}>${user.displayName}</button>
      <span class="muted">@${user.username}</span>
    </span>
    ${user.id !== me.id &&
    html`<${IconButton} icon="message-circle" label=${t.messagePerson(user.displayName)} onClick=${open} />`}
  </li>`;
}
