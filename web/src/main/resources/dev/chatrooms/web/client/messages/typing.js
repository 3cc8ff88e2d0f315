import { useEffect } from 'preact/hooks';
import { html, useApp, useSelected } from '../ui/html.js';
import { s } from '../ui/strings.js';

/** Who types at the moment. Its height is reserved, so that nothing moves. */
export function TypingLine({ roomId }) {
  const { client } = useApp();
  const typing = useSelected(state => state.typing[roomId]);
  const members = useSelected(state => state.members[roomId]);
  const ids = Object.keys(typing ?? {});
  const names = ids.map(id => nameOf(client.state, roomId, id)).filter(Boolean);
  const isUnknown = names.length < ids.length && !members;
  useEffect(() => {
    if (isUnknown) {
      client.loadMembers(roomId).catch(() => {});
    }
  }, [isUnknown, roomId]);
  return html`<div class="typing-line" role="status">
    ${names.length > 0 &&
    html`<span class="dots" aria-hidden="true"><i /><i /><i /></span><span>${s.typing(names)}</span>`}
  </div>`;
}

function nameOf(state, roomId, id) {
  const room = state.rooms[roomId];
  const member = room?.peer?.id === id ? room.peer : state.members[roomId]?.[id]?.user;
  return (member ?? state.windows[roomId]?.items.findLast(item => item.sender.id === id)?.sender)?.displayName;
}
