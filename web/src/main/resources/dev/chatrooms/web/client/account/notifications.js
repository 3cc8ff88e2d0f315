import { useState } from 'preact/hooks';
import { html, useApp } from '../ui/html.js';
import { notificationState, setNotifications } from '../ui/notifications.js';
import { t } from './strings.js';

/** Whether this browser notifies about messages. */
export function NotificationSettings() {
  const { actions } = useApp();
  const [state, setState] = useState(notificationState);
  const toggle = () => actions.attempt(async () => setState(await setNotifications(state !== 'on')));
  return html`<section class="settings-section">
    <p class="muted">${t.notificationsText}</p>
    <p role="status">${t.notificationStates[state]}</p>
    ${(state === 'on' || state === 'off') &&
    html`<button type="button" class=${state === 'on' ? 'button' : 'button primary'} onClick=${toggle}>
      ${state === 'on' ? t.turnOffNotifications : t.turnOnNotifications}
    </button>`}
  </section>`;
}
