import { useState } from 'preact/hooks';
import { RoomSettings } from '../rooms/settings.js';
import { Invites } from '../rooms/invites.js';
import { html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { Confirm } from '../ui/dialog.js';
import { s } from '../ui/strings.js';
import { searchPath } from '../search/path.js';
import { Members } from './members.js';
import { Profile } from './profile.js';
import { t } from './strings.js';

/** About a room: its topic, its members, and the caller's own settings. */
export function Details({ room, onFiles, onClose }) {
  const { client, actions, go } = useApp();
  const [dialog, setDialog] = useState();
  const close = () => setDialog(undefined);
  const isManager = ['owner', 'moderator'].includes(room.me?.role) && room.kind !== 'direct';
  const leave = async () => {
    await client.leave(room.id);
    go('');
  };
  const remove = async () => {
    await client.http.call('DELETE', `rooms/${room.id}`);
    go('');
  };
  const button = (icon, text, action, isDanger) =>
    html`<button type="button" class=${isDanger ? 'menu-item danger' : 'menu-item'} onClick=${action}>
      <${Icon} name=${icon} size=${17} />${text}
    </button>`;
  const { muted, favourite } = room.me ?? {};
  return html`<${Panel} title=${room.peer ? t.aboutPerson : t.aboutRoom} onClose=${onClose}>
    <div class="panel-scroll padded">
      ${room.peer && html`<${Profile} userId=${room.peer.id} isDirect />`}
      ${room.topic && html`<p class="about" dir="auto">${room.topic}</p>`}
      <div class="panel-actions">
        ${button('search', s.searchInRoom, () => go(searchPath(room, client.state.rooms)))}
        ${button('paperclip', s.files, onFiles)}
      </div>
      ${room.me &&
      html`<div class="panel-actions">
        ${button('star', favourite ? s.removeFavourite : s.addFavourite, () =>
          actions.attempt(() => client.changeMembership(room.id, { favourite: !favourite })),
        )}
        ${button(muted ? 'bell' : 'bell-off', muted ? t.unmute : t.mute, () =>
          actions.attempt(() => client.changeMembership(room.id, { muted: !muted })),
        )}
        ${isManager && button('settings', s.roomSettings, () => setDialog('settings'))}
        ${isManager && button('link', s.inviteLinks, () => setDialog('invites'))}
        ${!room.peer && button('log-out', t.leaveRoom, () => setDialog('leave'))}
        ${room.me.role === 'owner' && button('trash-2', s.deleteRoom, () => setDialog('delete'), true)}
      </div>`}
      ${!room.peer && html`<${Members} room=${room} isManager=${isManager} />`}
    </div>
    ${dialog === 'settings' && html`<${RoomSettings} room=${room} onClose=${close} />`}
    ${dialog === 'invites' && html`<${Invites} room=${room} onClose=${close} />`}
    ${dialog === 'leave' &&
    html`<${Confirm} title=${t.leaveRoom} text=${t.leaveText(room.name)} submit=${t.leave} action=${leave}
      onClose=${close} />`}
    ${dialog === 'delete' &&
    html`<${Confirm} title=${s.deleteRoom} text=${s.deleteRoomText(room.name)} submit=${s.delete} action=${remove}
      onClose=${close} />`}
  <//>`;
}
