/** Returns the time of the last thing that happened in a room. */
export function lastActivity(room) {
  return room.lastMessage?.createdAt ?? room.me?.joinedAt ?? room.createdAt;
}

/** Returns the caller's rooms in three groups, each by last activity. */
export function groups(rooms) {
  const mine = Object.values(rooms)
    .filter(room => room.me)
    .sort((a, b) => lastActivity(b).localeCompare(lastActivity(a)) || a.id.localeCompare(b.id));
  return {
    favourites: mine.filter(room => room.me.favourite),
    rooms: mine.filter(room => !room.me.favourite && room.kind !== 'direct'),
    direct: mine.filter(room => !room.me.favourite && room.kind === 'direct'),
  };
}

export function roomName(room) {
  return room.name ?? room.peer?.displayName ?? '';
}

/** Returns the place of a search in a room. It names the room by its id where the name would be that of another. */
export function searchPath(room, rooms) {
  const name = roomName(room);
  const isClear = room.me && !name.includes('"') && Object.values(rooms).every(
    other => other.id === room.id || roomName(other).toLowerCase() !== name.toLowerCase(),
  );
  return `search?q=${encodeURIComponent(`in:"${isClear ? name : room.id}" `)}`;
}

/** Returns the number that asks for attention: messages of direct rooms, and mentions elsewhere. */
export function attention(room) {
  if (!room.me || room.me.muted) {
    return 0;
  }
  return room.kind === 'direct' ? room.me.unread : room.me.mentions;
}

export function totals(state) {
  return { attention: Object.values(state.rooms).reduce((sum, room) => sum + attention(room), 0) };
}

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

/** Returns a text without case and accents. */
export function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
