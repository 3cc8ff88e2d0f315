import { Avatar } from '../ui/avatar.js';
import { classes, html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { copy } from '../ui/clipboard.js';
import { s } from '../ui/strings.js';
import { timeOf } from '../ui/time.js';
import { messageOf } from '../ui/errors.js';
import { Attachments } from '../files/attachments.js';
import { MessageText } from './text.js';

/** A message that no event has confirmed yet, or that was refused. */
export function UnsentRow({ item, me }) {
  const { client, actions } = useApp();
  const hasFailed = item.status === 'failed';
  return html`<li class=${classes({ message: true, unsent: !hasFailed, failed: hasFailed })} data-key=${item.clientId}>
    <span class="message-avatar"><${Avatar} user=${me} /></span>
    <div class="message-body">
      <div class="message-head">
        <span class="message-sender" dir="auto">${me.displayName}</span>
        <span class="message-time">
          ${hasFailed ? timeOf(item.createdAt) : html`<${Icon} name="clock" size=${12} /> ${s.sending}`}
        </span>
      </div>
      ${item.text && html`<${MessageText} text=${item.text} mentions=${[]} mentionsRoom=${false} me=${me} />`}
      ${item.attachments?.length > 0 && html`<${Attachments} files=${item.attachments} />`}
      ${hasFailed &&
      html`<div class="failure" role="alert">
        <${Icon} name="circle-alert" size=${15} />
        <span>${s.notSent} ${messageOf({ ...item.error, message: item.error.detail })}</span>
        <button type="button" class="link" onClick=${() => client.sender.retry(item.clientId)}>${s.retry}</button>
        <button
          type="button"
          class="link"
          onClick=${() => copy(item.text).then(() => actions.notify(s.copied))}
        >
          ${s.copy}
        </button>
        <button type="button" class="link" onClick=${() => client.sender.discard(item.clientId)}>
          ${s.discard}
        </button>
      </div>`}
    </div>
  </li>`;
}
