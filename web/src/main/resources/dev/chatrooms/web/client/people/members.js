import { useEffect, useState } from 'preact/hooks';
import { PresenceAvatar } from '../ui/avatar.js';
import { Confirm } from '../ui/dialog.js';
import { messageOf } from '../ui/errors.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Skeleton } from '../ui/later.js';
import { Menu } from '../ui/menu.js';
import { s } from '../ui/strings.js';
import { AddMembers } from './add.js';
import { PersonDialog } from './profile.js';
import { t } from './strings.js';

const ROLES = ['owner', 'moderator', 'member'];

/** The members of a room with their roles, and what the caller may do with them. */
export function Members({ room, isManager }) {
  const { client } = useApp();
  const members = useSelected(state => state.members[room.id]);
  const me = useSelected(state => state.me);
  const [error, setError] = useState();
  const [dialog, setDialog] = useState();
  const isMissing = !members;
  useEffect(() => {
    if (isMissing) {
      client.loadMembers(room.id).catch(setError);
    }
  }, [isMissing, room.id]);
  const sorted = Object.values(members ?? {}).sort(
    (a, b) =>
      ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.user.displayName.localeCompare(b.user.displayName),
  );
  const close = () => setDialog(undefined);
  return html`<section>
    <header class="section-header">
      <h2>${s.memberCount(room.memberCount)}</h2>
      ${isManager &&
      html`<${IconButton} icon="user-plus" label=${t.addPeople} onClick=${() => setDialog({ kind: 'add' })} />`}
    </header>
    ${isMissing &&
    (error
      ? html`<p role="alert">${messageOf(error)}</p>`
      : html`<${Skeleton} rows=${3} />`)}
    <ul class="people">
      ${sorted.map(
        member => html`<${Member} key=${member.user.id} member=${member} room=${room} me=${me}
          onDialog=${setDialog} />`,
      )}
    </ul>
    ${dialog?.kind === 'add' && html`<${AddMembers} room=${room} members=${members} onClose=${close} />`}
    ${dialog?.kind === 'person' && html`<${PersonDialog} userId=${dialog.user.id} onClose=${close} />`}
    ${dialog?.kind === 'confirm' && html`<${Confirm} ...${dialog} onClose=${close} />`}
  </section>`;
}

function Member({ member, room, me, onDialog }) {
  const { client, actions } = useApp();
  const { user, role } = member;
  const path = `rooms/${room.id}/members/${user.id}`;
  const mine = room.me?.role;
  const isOwner = mine === 'owner';
  const mayRemove = isOwner || (mine === 'moderator' && role === 'member');
  const setRole = name =>
    actions.attempt(() => client.http.call('PATCH', path, { body: { role: name } }));
  const confirm = (title, text, submit, action) => onDialog({ kind: 'confirm', title, text, submit, action });
  const items = [
    { icon: 'user', text: t.showProfile, action: () => onDialog({ kind: 'person', user }) },
    ...(isOwner ? ROLES : [])
      .filter(name => name !== role)
      .map(name => ({
        icon: name === 'owner' ? 'crown' : name === 'moderator' ? 'shield' : 'user',
        text: t.makeRole[name],
        action: () => setRole(name),
      })),
    ...(user.id !== me.id && mayRemove
      ? [
          {
            icon: 'x',
            text: t.removeFromRoom,
            action: () =>
              confirm(t.removeFromRoom, t.removeText(user.displayName), s.remove, () =>
                client.http.call('DELETE', path),
              ),
          },
          {
            icon: 'ban',
            text: t.ban,
            isDanger: true,
            action: () =>
              confirm(t.ban, t.banText(user.displayName), t.ban, () =>
                client.http.call('PUT', `rooms/${room.id}/bans/${user.id}`, { body: {} }),
              ),
          },
        ]
      : []),
  ];
  return html`<li class="person">
    <${PresenceAvatar} user=${user} size=${32} />
    <span class="person-text">
      <span class="person-name" dir="auto">${user.displayName}${user.id === me.id ? ` ${t.you}` : ''}</span>
      <span class="muted">@${user.username}</span>
    </span>
    ${role !== 'member' && html`<span class="tag">${t.roles[role]}</span>`}
    <${Menu} class="icon-button" label=${s.actionsFor(user.displayName)} content=${html`<${Icon} name="ellipsis" />`}
      items=${items} />
  </li>`;
}
