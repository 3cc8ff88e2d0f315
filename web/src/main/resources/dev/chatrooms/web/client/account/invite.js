import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../ui/errors.js';
import { html, useApp } from '../ui/html.js';
import { go, roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { Welcome } from './signin.js';
import { t } from './strings.js';

/** Shows the room of an invite link, and joins it. */
export function Invite({ code }) {
  const { client, actions } = useApp();
  const [preview, setPreview] = useState();
  const [error, setError] = useState();
  useEffect(() => {
    client.http.get(`invites/${encodeURIComponent(code ?? '')}`).then(setPreview, setError);
  }, [code]);
  const accept = () =>
    actions.attempt(async () => {
      const room = await client.acceptInvite(code);
      go(roomPath(room.id), true);
    });
  return html`<${Welcome}>
    ${!preview && !error && html`<span class="spinner" role="status" aria-label=${s.loading} />`}
    ${error && html`<p role="alert">${error.code === 'not_found' ? t.inviteUnknown : messageOf(error)}</p>`}
    ${preview &&
    html`<p class="muted">${t.invitedBy(preview.createdBy.displayName)}</p>
      <h2>${preview.room.name}</h2>
      ${preview.room.topic && html`<p>${preview.room.topic}</p>`}
      <p class="muted">${s.memberCount(preview.room.memberCount)}</p>
      <button type="button" class="button primary block" onClick=${accept}>${s.joinRoom}</button>`}
    ${(preview || error) &&
    html`<p class="welcome-links">
      <button type="button" class="link" onClick=${() => go('', true)}>${t.notNow}</button>
    </p>`}
  <//>`;
}
