import { roomName } from '../rooms/order.js';
import { Avatar } from '../ui/avatar.js';
import { summary } from '../messages/summary.js';
import { html, useSelected } from '../ui/html.js';
import { briefTime } from '../ui/brief-time.js';
import { exactTime } from '../ui/time.js';
import { snippetParts } from './snippet.js';
import { t } from './strings.js';

/** A message in a list outside its room. It leads to its place. */
export function FoundMessage({ message, snippet, onOpen }) {
  const room = useSelected(state => state.rooms[message.roomId]);
  const content = html`<${Avatar} user=${message.sender} size=${32} />
    <span class="found-text">
      <span class="found-head">
        <span class="message-sender" dir="auto">${message.sender.displayName}</span>
        ${!onOpen && html`<span class="muted" dir="auto">${room ? roomName(room) : t.publicRoom}</span>`}
        <time class="muted" title=${exactTime(message.createdAt)}>${briefTime(message.createdAt)}</time>
      </span>
      <span class="found-body" dir="auto">
        ${snippet ? highlighted(snippet) : summary(message)}
      </span>
    </span>`;
  return html`<li>
    ${onOpen
      ? html`<button type="button" class="found" onClick=${onOpen}>${content}</button>`
      : html`<a class="found" href=${`#/rooms/${message.roomId}/${message.seq}`}>${content}</a>`}
  </li>`;
}

/** Returns the words of a snippet, those that were found in `<mark>`. */
function highlighted(snippet) {
  return snippetParts(snippet).map((part, i) => (i % 2 === 1 ? html`<mark>${part}</mark>` : part));
}
