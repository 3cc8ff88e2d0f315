import { useState } from 'preact/hooks';
import { Avatar } from '../ui/avatar.js';
import { Dialog } from '../ui/dialog.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { useList, useSettled } from '../ui/list.js';
import { go, roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { folded, groups, roomName } from './order.js';
import { t } from './strings.js';

const MAX_ROOMS = 8;
const MAX_PEOPLE = 5;

/** Ctrl+K: goes to a room or a person by a part of the name. */
export function Switcher({ onClose }) {
  const { client, actions } = useApp();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const rooms = useSelected(state => state.rooms);
  const me = useSelected(state => state.me);
  const settled = useSettled(text.trim(), 150);
  const people = useList(settled ? 'users' : '', { search: settled, limit: MAX_PEOPLE + 1 });
  // Enter must not choose a person from the results of an earlier text.
  const isCurrent = settled === text.trim() && !people.isStale;
  const options = [...roomOptions(rooms, text), ...personOptions(isCurrent && settled && people.items, rooms, me)];
  const selected = Math.min(index, options.length - 1);
  const choose = option => {
    onClose();
    if (option.room) {
      go(roomPath(option.room.id));
    } else {
      actions.attempt(async () => go(roomPath((await client.directRoom(option.user.id)).id)));
    }
  };
  const keyed = event => {
    if (/^Arrow(Up|Down)$/.test(event.key) && options.length > 0) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : options.length - 1;
      setIndex((selected + step) % options.length);
    } else if (event.key === 'Enter' && options[selected] && !event.isComposing) {
      event.preventDefault();
      choose(options[selected]);
    }
  };
  return html`<${Dialog} title=${s.jumpTo} onClose=${onClose}>
    <label class="search-field">
      <${Icon} name="search" size=${16} />
      <input
        type="text"
        role="combobox"
        autofocus
        aria-label=${t.jumpToHint}
        aria-expanded="true"
        aria-controls="switcher-options"
        aria-activedescendant=${options[selected] ? `option-${selected}` : undefined}
        placeholder=${t.jumpToHint}
        value=${text}
        onKeyDown=${keyed}
        onInput=${event => {
          setText(event.target.value);
          setIndex(0);
        }}
      />
    </label>
    <div class="options" role="listbox" id="switcher-options" aria-label=${s.jumpTo}>
      ${options.map(
        (option, i) => html`<div
          key=${option.key}
          id=${`option-${i}`}
          role="option"
          aria-selected=${i === selected}
          class="option"
          onClick=${() => choose(option)}
          onMouseMove=${() => setIndex(i)}
        >
          <span class="room-mark">
            ${option.user
              ? html`<${Avatar} user=${option.user} size=${20} />`
              : html`<${Icon} name=${option.room.kind === 'private' ? 'lock' : 'hash'} />`}
          </span>
          <span class="room-name" dir="auto">${option.name}</span>
          ${option.hint && html`<span class="muted">${option.hint}</span>`}
        </div>`,
      )}
    </div>
    ${isCurrent && options.length === 0 && html`<p class="list-state muted">${s.nothingFound}</p>`}
  <//>`;
}

function roomOptions(rooms, text) {
  const wanted = folded(text.trim().replace(/^[#@]/, ''));
  const { favourites, rooms: others, direct } = groups(rooms);
  return [...favourites, ...direct, ...others]
    .filter(room => folded(`${roomName(room)} ${room.peer?.username ?? ''}`).includes(wanted))
    .slice(0, MAX_ROOMS)
    .map(room => ({
      key: room.id,
      room,
      user: room.peer,
      name: roomName(room),
      hint: room.peer && `@${room.peer.username}`,
    }));
}

/** People with whom the caller has no direct room yet. */
function personOptions(people, rooms, me) {
  const known = new Set(Object.values(rooms).flatMap(room => (room.peer ? [room.peer.id] : [])));
  return (people || [])
    .filter(user => user.id !== me.id && !known.has(user.id))
    .slice(0, MAX_PEOPLE)
    .map(user => ({ key: user.id, user, name: user.displayName, hint: `@${user.username}` }));
}
