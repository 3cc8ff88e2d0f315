import { roomName } from '../rooms/order.js';

/** Returns the place of a search in a room. It names the room by its id where the name would be that of another. */
export function searchPath(room, rooms) {
  const name = roomName(room);
  const isClear = room.me && !name.includes('"') && Object.values(rooms).every(
    other => other.id === room.id || roomName(other).toLowerCase() !== name.toLowerCase(),
  );
  return `search?q=${encodeURIComponent(`in:"${isClear ? name : room.id}" `)}`;
}
