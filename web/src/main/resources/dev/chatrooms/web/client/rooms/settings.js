import { useState } from 'preact/hooks';
import { Dialog, Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { ListStates, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { KindField } from './create.js';
import { t } from './strings.js';

/** The name, topic and kind of a room, and who is banned from it. */
export function RoomSettings({ room, onClose }) {
  const { client } = useApp();
  // What others change meanwhile stays as they have changed it.
  const [shown] = useState(room);
  const save = async ({ name, topic, kind }) => {
    const change = {};
    if (name !== shown.name) {
      change.name = name;
    }
    if (topic !== shown.topic) {
      change.topic = topic;
    }
    if (kind !== shown.kind) {
      change.kind = kind;
    }
    if (Object.keys(change).length > 0) {
      await client.http.call('PATCH', `rooms/${room.id}`, { body: change });
    }
    onClose();
  };
  return html`<${Dialog} title=${s.roomSettings} onClose=${onClose}>
    <${Form} action=${save} submit=${s.save} onCancel=${onClose}>
      <${Field} label=${s.name} name="name" value=${room.name} required maxlength="80" autocomplete="off" />
      <${Field} label=${s.topic} name="topic" value=${room.topic} maxlength="250" autocomplete="off" />
      <${KindField} value=${shown.kind} />
    <//>
    <${Bans} room=${room} />
  <//>`;
}

function Bans({ room }) {
  const { client, actions } = useApp();
  const list = useList(`rooms/${room.id}/bans`);
  const lift = user =>
    actions.attempt(async () => {
      await client.http.call('DELETE', `rooms/${room.id}/bans/${user.id}`);
      list.reload();
    });
  return html`<section>
    <h3 class="group-title">${t.bans}</h3>
    <ul class="people">
      ${list.items?.map(
        ({ user, reason }) => html`<li class="person" key=${user.id}>
          <span class="person-text">
            <span class="person-name" dir="auto">${user.displayName}</span>
            <span class="muted">@${user.username}${reason ? ` · ${reason}` : ''}</span>
          </span>
          <button type="button" class="button" onClick=${() => lift(user)}>${t.liftBan}</button>
        </li>`,
      )}
    </ul>
    <${ListStates} list=${list} empty=${t.noBans} />
  </section>`;
}
