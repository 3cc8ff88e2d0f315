import { PresenceAvatar } from '../ui/avatar.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { s } from '../ui/strings.js';
import { roomName } from './order.js';

/** The heading of a room. */
export function RoomHeader({ room, panel, toggle }) {
  const { client, actions, go, isEmbedded } = useApp();
  const isFavourite = room.me?.favourite;
  const search = () =>
    import('../search/path.js').then(
      ({ searchPath }) => go(searchPath(room, client.state.rooms)),
      () => go('search'),
    );
  const status = useSelected(state => state.presence[room.peer?.id]) ?? 'offline';
  return html`<header class="room-header">
    ${!isEmbedded &&
    html`<a class="back icon-button" href="#/" aria-label=${s.back}><${Icon} name="chevron-left" /></a>`}
    <span class="room-mark">
      ${room.peer
        ? html`<${PresenceAvatar} user=${room.peer} size=${28} />`
        : html`<${Icon} name=${room.kind === 'private' ? 'lock' : 'hash'} size=${20} />`}
    </span>
    <div class="room-title">
      <${isEmbedded ? 'h2' : 'h1'} tabindex="-1" dir="auto">${roomName(room)}<//>
      <p class="room-topic" dir="auto" title=${room.topic}>
        ${room.peer ? `@${room.peer.username} · ${s.presence[status]}` : room.topic || s.kinds[room.kind]}
      </p>
    </div>
    ${room.me && !isEmbedded &&
    html`<${IconButton}
      icon="star"
      class=${isFavourite ? 'optional filled' : 'optional'}
      label=${isFavourite ? s.removeFavourite : s.addFavourite}
      aria-pressed=${isFavourite}
      onClick=${() => actions.attempt(() => client.changeMembership(room.id, { favourite: !isFavourite }))}
    />`}
    <${IconButton}
      icon="search"
      class=${isEmbedded ? '' : 'optional'}
      label=${s.searchInRoom}
      aria-pressed=${isEmbedded ? panel?.kind === 'search' : undefined}
      onClick=${() => (isEmbedded ? toggle('search') : search())}
    />
    <${IconButton} icon="pin" label=${s.pinnedMessages} aria-pressed=${panel?.kind === 'pins'}
      onClick=${() => toggle('pins')} />
    <button
      type="button"
      class="icon-button with-count"
      aria-label=${room.peer ? s.roomDetails : s.roomDetailsOf(room.memberCount)}
      title=${s.roomDetails}
      aria-pressed=${panel?.kind === 'details'}
      onClick=${() => toggle('details')}
    >
      <${Icon} name=${room.peer ? 'info' : 'users'} />${!room.peer && html`<span>${room.memberCount}</span>`}
    </button>
  </header>`;
}
