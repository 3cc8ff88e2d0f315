import { useRef } from 'preact/hooks';
import { copy } from '../ui/clipboard.js';
import { Dialog } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { ListStates, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

/** The invite links of a room. */
export function Invites({ room, onClose }) {
  const { client, actions } = useApp();
  const list = useList(`rooms/${room.id}/invites`);
  const copied = url => copy(url).then(() => actions.notify(s.linkCopied));
  const isCreating = useRef(false);
  const create = async () => {
    // A double click wants one link.
    if (!isCreating.current) {
      isCreating.current = true;
      await actions.attempt(add);
      isCreating.current = false;
    }
  };
  const add = async () => {
    const invite = await client.http.call('POST', `rooms/${room.id}/invites`, { body: {} });
    list.reload();
    await copied(link(client, invite));
  };
  const revoke = code =>
    actions.attempt(async () => {
      await client.http.call('DELETE', `rooms/${room.id}/invites/${code}`);
      list.reload();
    });
  return html`<${Dialog} title=${s.inviteLinks} onClose=${onClose}>
    <p class="dialog-text">${t.inviteText}</p>
    <button type="button" class="button primary" onClick=${create}>
      <${Icon} name="link" size=${16} />${t.createInvite}
    </button>
    <ul class="people scroll">
      ${list.items?.map(
        invite => html`<li class="person" key=${invite.code}>
          <span class="person-text">
            <span class="person-name code">${link(client, invite)}</span>
            <span class="muted">${t.inviteState(invite)}</span>
          </span>
          <${IconButton} icon="copy" label=${s.copyLink} onClick=${() => copied(link(client, invite))} />
          <${IconButton} icon="trash-2" label=${s.revoke} onClick=${() => revoke(invite.code)} />
        </li>`,
      )}
    </ul>
    <${ListStates} list=${list} icon="link" empty=${t.noInvites} />
  <//>`;
}

/** The address under which this client knows the server, which may be another one than its public URL. */
function link(client, invite) {
  return new URL(`#/invite/${invite.code}`, client.server).href;
}
