import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { ListStates, useList, useSettled } from '../ui/list.js';
import { Panel } from '../ui/panel.js';
import { s } from '../ui/strings.js';
import { FoundMessage } from './found.js';
import { t } from './strings.js';

/** Finds messages of one room, beside it. */
export function RoomSearch({ room, onJump, onClose }) {
  const [text, setText] = useState('');
  const field = useRef();
  useEffect(() => field.current.focus(), []);
  const q = useSettled(text, 300).trim();
  const list = useList(q ? 'messages/search' : '', { q, room: room.id });
  return html`<${Panel} title=${s.searchInRoom} onClose=${onClose}>
    <div class="panel-scroll padded">
      <label class="search-field">
        <${Icon} name="search" size=${16} />
        <input ref=${field} type="search" aria-label=${t.searchMessages} placeholder=${t.searchMessages} dir="auto"
          value=${text} onInput=${event => setText(event.target.value)} />
      </label>
      ${q &&
      html`<ul class="found-list">
          ${list.items?.map(
            ({ message, snippet }) => html`<${FoundMessage} key=${message.id} message=${message} snippet=${snippet}
              onOpen=${() => onJump(message.seq)} />`,
          )}
        </ul>
        <${ListStates} list=${list} empty=${s.nothingFound} />`}
    </div>
  <//>`;
}
