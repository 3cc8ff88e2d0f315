import { useState } from 'preact/hooks';
import { summary } from '../messages/summary.js';
import { Avatar } from '../ui/avatar.js';
import { classes, html, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Page } from '../ui/list.js';
import { roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { briefTime } from '../ui/brief-time.js';
import { exactTime } from '../ui/time.js';
import { CreateRoom } from './create.js';
import { attention, lastActivity, roomName } from './order.js';
import { t } from './strings.js';

const MAX_RECENT = 8;

/** What is shown while no room is open: what is new. On a phone, the list of rooms is shown instead. */
export function Home() {
  const me = useSelected(state => state.me);
  const rooms = useSelected(state => state.rooms);
  const loaded = useSelected(state => state.loaded);
  const [isCreating, setCreating] = useState(false);
  const mine = Object.values(rooms)
    .filter(room => room.me)
    .sort((a, b) => lastActivity(b).localeCompare(lastActivity(a)));
  if (!loaded || mine.length === 0) {
    return html`<main class="empty-page" id="main">
      <span class="brand-mark large" aria-hidden="true"></span>
      <h1 tabindex="-1">${t.welcomeTitle}</h1>
      <p class="muted">${t.welcomeText}</p>
      <div class="actions">
        <${Ways} />
        <button type="button" class="button" onClick=${() => setCreating(true)}>${s.createRoom}</button>
      </div>
      ${isCreating && html`<${CreateRoom} onClose=${() => setCreating(false)} />`}
    </main>`;
  }
  const isNew = room => room.me.unread > 0 && !room.me.muted;
  const recent = mine.filter(room => !isNew(room)).slice(0, MAX_RECENT);
  return html`<${Page} title=${t.hello(me.displayName)} actions=${html`<${Ways} />`}>
    <div class="home">
      <${Group} title=${t.unread} rooms=${mine.filter(isNew)} empty=${t.allRead} />
      ${recent.length > 0 && html`<${Group} title=${s.recent} rooms=${recent} />`}
    </div>
  <//>`;
}

function Ways() {
  return html`<a class="button primary" href="#/directory">${s.findRooms}</a>
    <a class="button" href="#/people">${t.findPeople}</a>`;
}

function Group({ title, rooms, empty }) {
  return html`<section class="home-group">
    <h2 class="group-title">${title}</h2>
    ${rooms.length === 0 && html`<p class="home-done"><${Icon} name="check" />${empty}</p>`}
    <ul class="home-rooms">${rooms.map(room => html`<${HomeRoom} key=${room.id} room=${room} />`)}</ul>
  </section>`;
}

function shownCount(count) {
  return count > 99 ? '99+' : count;
}

function HomeRoom({ room }) {
  const { lastMessage: last, me } = room;
  const count = attention(room);
  return html`<li>
    <a class="found" href=${`#/${roomPath(room.id)}`}>
      ${room.peer
        ? html`<${Avatar} user=${room.peer} size=${40} />`
        : html`<span class="room-mark"><${Icon} name=${room.kind === 'private' ? 'lock' : 'hash'} /></span>`}
      <span class="found-text">
        <span class="found-head">
          <span class="message-sender" dir="auto">${roomName(room)}</span>
          <time class="muted" title=${exactTime(lastActivity(room))}>${briefTime(lastActivity(room))}</time>
        </span>
        <span class="card-line muted" dir="auto">
          ${last ? s.announced(last.sender.displayName, summary(last)) : room.topic || s.noMessages}
        </span>
      </span>
      ${me.unread > 0 && !me.muted &&
      html`<span class=${classes({ badge: true, attention: count > 0 })}>${shownCount(count || me.unread)}</span>`}
    </a>
  </li>`;
}
