import { useState } from 'preact/hooks';
import { pendingFiles } from '../files/uploads.js';
import { Avatar, PresenceAvatar } from '../ui/avatar.js';
import { classes, html, memo, useApp, useSelected } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { Menu } from '../ui/menu.js';
import { PHONE, useNarrow } from '../ui/narrow.js';
import { go, roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { groups, roomName } from './order.js';

const Confirm = later(() => import('../ui/dialog.js'), 'Confirm', 'div');
const CreateRoom = later(() => import('./create.js'), 'CreateRoom', 'div');

/** The list of rooms, and the ways to everything else. */
export function Sidebar({ route, onSwitch, onKeys }) {
  const [isCreating, setCreating] = useState(false);
  const rooms = useSelected(state => state.rooms);
  const loaded = useSelected(state => state.loaded);
  const { favourites, rooms: others, direct } = groups(rooms);
  const current = route.name === 'rooms' ? route.path[0] : undefined;
  const section = (title, items, action) =>
    html`<${Section} title=${title} rooms=${items} current=${current} action=${action} />`;
  const isMain = useNarrow(PHONE) && route.name === 'home';
  return html`<div class="sidebar" role=${isMain ? 'main' : 'navigation'} aria-label=${s.rooms}>
    ${isMain && html`<h1 class="visually-hidden" tabindex="-1">${s.rooms}</h1>`}
    <${AccountMenu} onKeys=${onKeys} />
    <div class="sidebar-actions">
      <button type="button" class="jump" onClick=${onSwitch}>
        <${Icon} name="search" size=${16} /><span>${s.jumpTo}</span><kbd>${s.ctrlK}</kbd>
      </button>
    </div>
    <div class="sidebar-scroll">
      <ul class="room-list">
        <${Place} path="search" icon="search" text=${s.search} route=${route} />
        <${Place} path="mentions" icon="at-sign" text=${s.mentions} route=${route} />
        <${Place} path="people" icon="users" text=${s.people} route=${route} />
        <${Place} path="directory" icon="compass" text=${s.findRooms} route=${route} />
      </ul>
      ${favourites.length > 0 && section(s.favourites, favourites)}
      ${section(
        s.rooms,
        others,
        html`<${IconButton} icon="plus" size=${16} label=${s.createRoom}
          onClick=${() => setCreating(true)} />`,
      )}
      ${!loaded && html`<${Skeleton} />`}
      ${loaded && others.length === 0 && favourites.length === 0 &&
      html`<div class="sidebar-hint">
        <p>${s.noRooms}</p>
        <a class="button" href="#/directory">${s.findRooms}</a>
      </div>`}
      ${direct.length > 0 && section(s.directMessages, direct)}
    </div>
    ${isCreating && html`<${CreateRoom} onClose=${() => setCreating(false)} />`}
  </div>`;
}

function Place({ path, icon, text, route }) {
  const isCurrent = route.name === path;
  return html`<li>
    <a class=${classes({ 'room-link': true, current: isCurrent })} href=${`#/${path}`}
      aria-current=${isCurrent ? 'page' : undefined}>
      <span class="room-mark"><${Icon} name=${icon} /></span><span class="room-name">${text}</span>
    </a>
  </li>`;
}

function Section({ title, rooms, current, action }) {
  return html`<section class="room-section">
    <header><h2>${title}</h2>${action}</header>
    <ul class="room-list">
      ${rooms.map(room => html`<${RoomLink} key=${room.id} room=${room} isCurrent=${room.id === current} />`)}
    </ul>
  </section>`;
}

const RoomLink = memo(({ room, isCurrent }) => {
  const { unread, mentions, muted } = room.me;
  const isDirect = room.kind === 'direct';
  const hasFailed = useSelected(state =>
    state.outbox.some(item => item.roomId === room.id && item.status === 'failed'),
  );
  const count = isDirect ? unread : mentions;
  return html`<li>
    <a
      class=${classes({ 'room-link': true, current: isCurrent, unread: unread > 0 && !muted, muted })}
      href=${`#/${roomPath(room.id)}`}
      aria-current=${isCurrent ? 'page' : undefined}
    >
      <span class="room-mark">
        ${isDirect
          ? html`<${PresenceAvatar} user=${room.peer} size=${20} />`
          : html`<${Icon} name=${room.kind === 'private' ? 'lock' : 'hash'} />`}
      </span>
      <span class="room-name" dir="auto">${roomName(room)}</span>
      ${muted && html`<${Icon} name="bell-off" size=${14} />`}
      ${hasFailed &&
      html`<span class="failed-mark" role="img" aria-label=${s.hasFailed} title=${s.hasFailed}>
        <${Icon} name="circle-alert" size=${15} />
      </span>`}
      ${count > 0 && !muted
        ? html`<${Badge} count=${count} class="badge attention" />`
        : unread > 0 && !muted && html`<${Badge} count=${unread} class="badge" />`}
    </a>
  </li>`;
});

function Badge({ count, class: className }) {
  return html`<span class=${className} aria-hidden="true">${count > 99 ? '99+' : count}</span>
    <span class="visually-hidden">${s.unreadCount(count)}</span>`;
}

function Skeleton() {
  return html`<div class="skeleton-list" role="status" aria-label=${s.loading}>
    ${[70, 50, 62, 44].map(width => html`<span class=${`skeleton w${width}`} />`)}
  </div>`;
}

function AccountMenu({ onKeys }) {
  const { client, actions } = useApp();
  const me = useSelected(state => state.me);
  const [isAsking, setAsking] = useState(false);
  const signOut = () =>
    client.unsent.length + pendingFiles(client) > 0 ? setAsking(true) : actions.attempt(() => client.signOut());
  return html`<div class="account">
    <${Menu}
      class="account-button"
      content=${html`<${Avatar} user=${me} size=${32} />
        <span class="account-names">
          <span class="account-name" dir="auto">${me.displayName}</span>
          <span class="account-username">@${me.username}</span>
        </span>
        <${Icon} name="chevron-down" size=${16} />`}
      items=${[
        { icon: 'settings', text: s.settings, action: () => go('settings/profile') },
        ...(me.role === 'admin'
          ? [{ icon: 'shield-check', text: s.administration, action: () => go('admin/stats') }]
          : []),
        { icon: 'keyboard', text: s.keysTitle, action: onKeys },
        { icon: 'log-out', text: s.signOut, action: signOut },
      ]}
    />
    ${isAsking &&
    html`<${Confirm} title=${s.unsentTitle} text=${s.unsentText(client.unsent.length, pendingFiles(client))}
      submit=${s.signOut} action=${() => client.signOut()} onClose=${() => setAsking(false)} />`}
  </div>`;
}
