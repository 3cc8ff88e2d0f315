import { Avatar } from '../ui/avatar.js';
import { classes, html, memo } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { s } from '../ui/strings.js';
import { exactTime, timeOf } from '../ui/time.js';
import { Reactions } from './reactions.js';
import { summary } from './summary.js';
import { Attachments } from '../files/attachments.js';
import { MessageText } from './text.js';
import { Toolbar } from './toolbar.js';

/** Moves the focus between the rows of a list: each list is one stop for the Tab key. */
export function moveInList(event) {
  const moves = { ArrowUp: -1, ArrowDown: 1 };
  if (!(event.key in moves) || event.target.closest('input, textarea, audio, video, [popover]')) {
    return;
  }
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('[data-seq]')];
  const current = event.target.closest('[data-seq]');
  const next = current ? all[all.indexOf(current) + moves[event.key]] : all.at(-1);
  next?.focus();
}

/** One message. The row with the pointer or the focus shows what can be done with it. */
export const MessageRow = memo(props => {
  const { message, isGrouped, isActive, isTabStop, rowKey, me, act } = props;
  const isHeld = act.hidden.has(message.id);
  // Only one row is a stop for the Tab key, with what is in it.
  const tabIndex = isTabStop || isActive ? undefined : -1;
  const isDeleted = message.deletedAt || isHeld;
  const mentionsMe = !isDeleted && (message.mentionsRoom || message.mentions.includes(me.id));
  const showSender = () => act.showPerson(message.sender.id);
  return html`<li
    class=${classes({ message: true, grouped: isGrouped, mentioned: mentionsMe, deleted: isDeleted })}
    data-key=${rowKey}
    data-seq=${message.seq}
    tabindex=${isTabStop ? 0 : -1}
    aria-label=${label(message, isDeleted)}
  >
    ${isGrouped
      ? html`<time class="message-side" datetime=${message.createdAt} title=${exactTime(message.createdAt)}>
          ${timeOf(message.createdAt)}
        </time>`
      : html`<span class="message-avatar" onClick=${showSender}><${Avatar} user=${message.sender} /></span>`}
    <div class="message-body">
      ${message.replyTo && html`<${ReplyPreview} reply=${message.replyTo} act=${act} tabIndex=${tabIndex} />`}
      ${!isGrouped &&
      html`<div class="message-head">
        <button type="button" class="link message-sender" dir="auto" title=${`@${message.sender.username}`}
          tabindex=${tabIndex} onClick=${showSender}>
          ${message.sender.displayName}
        </button>
        <time class="message-time" datetime=${message.createdAt} title=${exactTime(message.createdAt)}>
          ${timeOf(message.createdAt)}
        </time>
        ${message.pinned && html`<${PinnedMark} />`}
      </div>`}
      ${isGrouped && message.pinned && html`<div class="message-head"><${PinnedMark} /></div>`}
      ${isDeleted
        ? html`<p class="tombstone">${s.messageDeleted}</p>`
        : html`${message.text &&
            html`<${MessageText}
              text=${message.text}
              mentions=${message.mentions}
              mentionsRoom=${message.mentionsRoom}
              me=${me}
              tabIndex=${tabIndex}
              showPerson=${act.showPerson}
            />`}
            ${message.attachments?.length > 0 &&
            html`<${Attachments} files=${message.attachments} tabIndex=${tabIndex} />`}
            ${message.editedAt &&
            html`<span class="edited" title=${exactTime(message.editedAt)}>${s.edited}</span>`}
            ${message.reactions.length > 0 &&
            html`<${Reactions} message=${message} act=${act} tabIndex=${tabIndex} />`}`}
      ${message.threadCount > 0 &&
      html`<button type="button" class="thread-link" tabindex=${tabIndex}
        onClick=${() => act.openThread(message.id)}>
        <${Icon} name="message-square-text" size=${15} />${s.replies(message.threadCount)}
      </button>`}
      ${message.threadId && !act.inThread &&
      html`<button type="button" class="thread-link" tabindex=${tabIndex}
        onClick=${() => act.openThread(message.threadId, message.seq)}>
        <${Icon} name="message-square-text" size=${15} />${s.inThread}
      </button>`}
    </div>
    ${isActive && !isDeleted && html`<${Toolbar} ...${props} />`}
  </li>`;
});

function label(message, isDeleted) {
  const text = isDeleted ? s.messageDeleted : summary(message);
  const marks = [message.editedAt && s.edited, message.pinned && s.pinned].filter(mark => mark && !isDeleted);
  return [`${message.sender.displayName}, ${timeOf(message.createdAt)}: ${text}`, ...marks].join(', ');
}

function PinnedMark() {
  return html`<span class="pinned"><${Icon} name="pin" size=${13} />${s.pinned}</span>`;
}

function ReplyPreview({ reply, act, tabIndex }) {
  return html`<button type="button" class="reply-preview" tabindex=${tabIndex}
    onClick=${() => act.jumpToMessage(reply.id)}>
    <${Icon} name="reply" size=${13} />
    <span class="reply-sender" dir="auto">${reply.sender.displayName}</span>
    <span class="reply-text" dir="auto">${summary(reply)}</span>
  </button>`;
}
