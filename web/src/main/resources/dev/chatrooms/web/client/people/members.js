import { useState } from 'preact/hooks';
import { PresenceAvatar } from '../ui/avatar.js';
import { Confirm } from '../ui/dialog.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { ListStates } from '../ui/list.js';
import { Menu } from '../ui/menu.js';
import { s } from '../ui/strings.js';
import { AddMembers } from './add.js';
import { ROLES, useMembers } from './member-list.js';
import { PersonDialog } from './profile.js';
import { t } from './strings.js';

/** A room with more members than these has a field that finds them. */
const FEW = 20;

/** The members of a room with their roles, and what the caller may do with them. */
export function Members({ room, isManager }) {
  const me = useSelected(state => state.me);
  const [text, setText] = useState('');
  const [dialog, setDialog] = useState();
  const list = useMembers(room, text);
  const close = () => setDialog(undefined);
  return html`<section>
    <header class="section-header">
      <h2>${s.memberCount(room.memberCount)}</h2>
      ${isManager &&
      html`<${IconButton} icon="user-plus" label=${t.addPeople} onClick=${() => setDialog({ kind: 'add' })} />`}
    </header>
    ${room.memberCount > FEW &&
    html`<label class="search-field">
      <${Icon} name="search" size=${16} />
      <input type="search" aria-label=${t.findMember} placeholder=${t.findMember} value=${text}
        onInput=${event => setText(event.target.value)} />
    </label>`}
    ${list.earlier &&
    html`<p class="list-state">
      <button type="button" class="button" onClick=${list.earlier}>${t.showEarlier}</button>
    </p>`}
    <ul class="people">
      ${list.items?.map(
        member => html`<${Member} key=${member.user.id} member=${member} room=${room} me=${me}
          onDialog=${setDialog} />`,
      )}
    </ul>
    <${ListStates} list=${list} empty=${s.nothingFound} />
    ${dialog?.kind === 'add' && html`<${AddMembers} room=${room} members=${list.known} onClose=${close} />`}
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
