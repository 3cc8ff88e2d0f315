import { useEffect, useState } from 'preact/hooks';
import { PresenceAvatar } from '../ui/avatar.js';
import { Dialog } from '../ui/dialog.js';
import { messageOf } from '../ui/errors.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { exactTime } from '../ui/time.js';
import { t } from './strings.js';

/** A person, and what the caller can do about them. */
export function Profile({ userId, isDirect = false, onOpened }) {
  const { client, actions, go } = useApp();
  const me = useSelected(state => state.me);
  const isContact = useSelected(state => userId in state.contacts);
  const isBlocked = useSelected(state => userId in state.blocks);
  const [person, setPerson] = useState();
  const [error, setError] = useState();
  useEffect(() => {
    client.http.get(`users/${userId}`).then(setPerson, setError);
    client.loadPresence([userId]).catch(() => {});
  }, [userId]);
  if (!person) {
    return error
      ? html`<p role="alert">${messageOf(error)}</p>`
      : html`<span class="spinner" role="status" aria-label=${s.loading} />`;
  }
  const change = (list, on) =>
    actions.attempt(() => client.http.call(on ? 'PUT' : 'DELETE', `${list}/${userId}`));
  const open = () =>
    actions.attempt(async () => {
      const room = await client.directRoom(userId);
      onOpened?.();
      go(roomPath(room.id));
    });
  const names = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return html`<div class="profile">
    <${PresenceAvatar} user=${person} size=${72} />
    <p class="profile-name" dir="auto">${person.displayName}</p>
    <p class="muted">@${person.username}${names && ` · ${names}`}</p>
    ${person.bio && html`<p class="about" dir="auto">${person.bio}</p>`}
    <p class="muted" title=${exactTime(person.createdAt)}>${t.memberSince(person.createdAt)}</p>
    ${userId !== me.id &&
    html`<div class="panel-actions">
      ${!isDirect &&
      html`<button type="button" class="menu-item" onClick=${open}>
        <${Icon} name="message-circle" size=${17} />${t.sendMessage}
      </button>`}
      <button type="button" class="menu-item" onClick=${() => change('contacts', !isContact)}>
        <${Icon} name=${isContact ? 'x' : 'user-plus'} size=${17} />
        ${isContact ? t.removeContact : t.addContact}
      </button>
      <button type="button" class="menu-item danger" onClick=${() => change('blocks', !isBlocked)}>
        <${Icon} name="ban" size=${17} />${isBlocked ? t.unblock : t.block}
      </button>
    </div>`}
  </div>`;
}

export function PersonDialog({ userId, onClose }) {
  return html`<${Dialog} title=${t.profile} onClose=${onClose}>
    <${Profile} userId=${userId} onOpened=${onClose} />
  <//>`;
}
