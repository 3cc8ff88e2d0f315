import { html, useSelected } from './html.js';
import { useAttempts, useSource } from './source.js';
import { s } from './strings.js';

/** The picture of an account. Senders of messages have no `avatarUrl`, but the picture is at a known path. */
export function Avatar({ user, size = 36 }) {
  // The address changes with the picture.
  const latest = useSelected(({ me, avatars }) => (me?.id === user.id ? me.avatarUrl : avatars[user.id]));
  const source = useSource(latest ?? user.avatarUrl ?? `api/v1/users/${user.id}/avatar`);
  const { attempt, failed } = useAttempts();
  return html`<img key=${attempt} class="avatar" src=${source} width=${size} height=${size} alt="" loading="lazy"
    onError=${failed} />`;
}

/** A picture with a dot for the presence. */
export function PresenceAvatar({ user, size }) {
  const status = useSelected(state => state.presence[user.id]) ?? 'offline';
  return html`<span class="presence-avatar">
    <${Avatar} user=${user} size=${size} />
    <span class=${`presence ${status}`} role="img" aria-label=${s.presence[status]}></span>
  </span>`;
}
