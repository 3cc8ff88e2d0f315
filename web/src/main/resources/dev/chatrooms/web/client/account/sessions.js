import { html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { ListStates, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { ago } from '../ui/brief-time.js';
import { exactTime } from '../ui/time.js';
import { t } from './strings.js';

/** Where the account is signed in. */
export function Sessions() {
  const { client, actions } = useApp();
  const list = useList('auth/sessions');
  const revoke = id =>
    actions.attempt(async () => {
      await client.http.call('DELETE', `auth/sessions/${id}`);
      list.reload();
    });
  const everywhere = () =>
    actions.attempt(async () => {
      await client.http.call('POST', 'auth/logout-everywhere');
      await client.resume();
    });
  return html`<section class="settings-section">
    <h2>${t.sessions}</h2>
    <ul class="people">
      ${list.items?.map(
        session => html`<li class="person" key=${session.id}>
          <span class="room-mark"><${Icon} name=${isPhone(session) ? 'smartphone' : 'monitor'} size=${22} /></span>
          <span class="person-text">
            <span class="person-name">${browserOf(session.userAgent)} ${session.current ? t.thisSession : ''}</span>
            <span class="muted" title=${exactTime(session.lastSeenAt)}>
              ${[session.ip, ago(session.lastSeenAt)].filter(Boolean).join(' · ')}
            </span>
          </span>
          ${!session.current &&
          html`<button type="button" class="button" onClick=${() => revoke(session.id)}>${s.revoke}</button>`}
        </li>`,
      )}
    </ul>
    <${ListStates} list=${list} empty="" />
    <button type="button" class="button danger" onClick=${everywhere}>${t.signOutEverywhere}</button>
  </section>`;
}

function isPhone({ userAgent }) {
  return /Mobi|Android|iPhone/.test(userAgent ?? '');
}

/** Returns a name that a person recognises, or the start of what the program calls itself. */
function browserOf(userAgent) {
  // Each browser also names those before it, so the order counts.
  const names = [['Edg/', 'Edge'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']];
  const systems = [['Windows', 'Windows'], ['Android', 'Android'], ['Mac OS', 'macOS'], ['Linux', 'Linux']];
  const first = list => list.find(([sign]) => (userAgent ?? '').includes(sign))?.[1];
  const browser = first(names);
  const system = first(systems);
  return browser && system ? t.browserOn(browser, system) : (userAgent ?? t.unknownDevice).slice(0, 60);
}
