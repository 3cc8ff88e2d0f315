import { useState } from 'preact/hooks';
import { html, useApp } from '../ui/html.js';
import { notificationState, setNotifications } from '../ui/notifications.js';
import { s } from '../ui/strings.js';

/** Whether this browser notifies about messages. */
export function NotificationSettings() {
  const { actions } = useApp();
  const [state, setState] = useState(notificationState);
  const toggle = () => actions.attempt(async () => setState(await setNotifications(state !== 'on')));
  return html`<section class="settings-section">
    <p class="muted">${s.notificationsText}</p>
    <p role="status">${s.notificationStates[state]}</p>
    ${(state === 'on' || state === 'off') &&
    html`<button type="button" class=${state === 'on' ? 'button' : 'button primary'} onClick=${toggle}>
      ${state === 'on' ? s.turnOffNotifications : s.turnOnNotifications}
    </button>`}
  </section>`;
}
