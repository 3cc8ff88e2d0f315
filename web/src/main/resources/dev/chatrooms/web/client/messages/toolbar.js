import { useRef, useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Menu, Popup } from '../ui/menu.js';
import { s } from '../ui/strings.js';
import { EmojiPicker } from './emoji.js';

/** What can be done with a message. */
export function Toolbar({ message, role, isDirect, me, act }) {
  const [isPicking, setPicking] = useState(false);
  const button = useRef();
  const isMember = Boolean(role);
  const isOwn = message.sender.id === me.id;
  const isModerator = role === 'owner' || role === 'moderator';
  const more = [
    { icon: 'link', text: s.copyLink, action: () => act.copyLink(message) },
    message.text && { icon: 'copy', text: s.copyText, action: () => act.copyText(message) },
    isMember && { icon: 'eye-off', text: s.markUnread, action: () => act.markUnread(message) },
    isMember && { icon: 'eye', text: s.readBy, action: () => act.showReaders(message) },
    (isModerator || isDirect) && {
      icon: message.pinned ? 'pin-off' : 'pin',
      text: message.pinned ? s.unpin : s.pin,
      action: () => act.pin(message, !message.pinned),
    },
    (isOwn || isModerator) && {
      icon: 'trash-2',
      text: s.delete,
      isDanger: true,
      action: () => act.remove(message),
    },
  ].filter(Boolean);
  const close = () => setPicking(false);
  return html`<div class="toolbar-track"><div class="toolbar" role="group" aria-label=${s.messageActions}>
    ${isMember &&
    html`<button
      type="button"
      ref=${button}
      class="icon-button"
      aria-label=${s.addReaction}
      title=${s.addReaction}
      aria-expanded=${isPicking}
      onClick=${() => setPicking(!isPicking)}
    >
      <${Icon} name="smile" />
    </button>`}
    ${isMember && html`<${IconButton} icon="reply" label=${s.reply} onClick=${() => act.reply(message)} />`}
    ${!act.inThread &&
    !message.threadId &&
    html`<${IconButton}
      icon="message-square-text"
      label=${s.openThread}
      onClick=${() => act.openThread(message.id)}
    />`}
    ${isOwn && isMember && html`<${IconButton} icon="pencil" label=${s.edit} onClick=${() => act.edit(message)} />`}
    <${Menu} class="icon-button" label=${s.moreActions} content=${html`<${Icon} name="ellipsis" />`} items=${more} />
    <${IconButton} icon="x" label=${s.close} class="touch-only" />
    ${isPicking &&
    html`<${Popup} anchor=${button} onClose=${close} class="picker" role="dialog" aria-label=${s.addReaction}>
      <${EmojiPicker}
        onPick=${emoji => {
          close();
          act.react(message, emoji, true);
        }}
      />
    <//>`}
  </div></div>`;
}
