import { groups } from './order.js';

/** Returns the id of the next room with unread messages, below or above the current one; undefined if there is none. */
export function nextUnread(state, roomId, step) {
  const { favourites, rooms, direct } = groups(state.rooms);
  const ordered = [...favourites, ...rooms, ...direct];
  const current = ordered.findIndex(room => room.id === roomId);
  const start = current < 0 && step < 0 ? 0 : current;
  for (let i = 1; i <= ordered.length; i++) {
    const room = ordered[(((start + step * i) % ordered.length) + ordered.length) % ordered.length];
    if (room.id !== roomId && room.me.unread > 0 && !room.me.muted) {
      return room.id;
    }
  }
  return undefined;
}
