import { useEffect, useRef } from 'preact/hooks';
import { html, useSelected } from '../ui/html.js';
import { ListStates, useList } from '../ui/list.js';
import { Panel } from '../ui/panel.js';
import { s } from '../ui/strings.js';
import { FoundMessage } from '../search/found.js';

/** The pinned messages of a room. */
export function Pins({ room, onJump, onClose }) {
  const list = useList(`rooms/${room.id}/pins`);
  const pinned = useSelected(state => pinnedIds(state.windows[room.id]));
  const shown = useRef(pinned);
  useEffect(() => {
    if (shown.current !== pinned) {
      shown.current = pinned;
      list.reload();
    }
  }, [pinned]);
  return html`<${Panel} title=${s.pinnedMessages} onClose=${onClose}>
    <div class="panel-scroll padded">
      <ul class="found-list">
        ${list.items?.map(
          message => html`<${FoundMessage} key=${message.id} message=${message}
            onOpen=${() => onJump(message.seq)} />`,
        )}
      </ul>
      <${ListStates} list=${list} icon="pin" empty=${s.noPins} />
    </div>
  <//>`;
}

/** Changes when a message on the screen is pinned or unpinned. */
function pinnedIds(window) {
  return window?.items.filter(item => item.pinned).map(item => item.id).join();
}
