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

/** Returns whether a room has more members than are loaded together. */
export const isLarge = room => room.memberCount > 1000;

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

/** Returns a text without case and accents. */
export function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
