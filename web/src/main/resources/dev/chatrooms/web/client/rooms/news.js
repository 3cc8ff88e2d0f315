/** Returns the rooms with a new direct message or mention. Those that were unknown have no news. */
export function worthNotice(before, rooms, meId) {
  return Object.values(rooms).filter(room => {
    const old = before[room.id];
    const last = room.lastMessage;
    if (!old?.me || !room.me || room.me.muted || !last || last.deletedAt || last.seq <= (old.lastSeq ?? 0)) {
      return false;
    }
    return last.sender.id !== meId && (room.kind === 'direct' || room.me.mentions > old.me.mentions);
  });
}

/** Returns the messages that are still worth a notice: they have neither been read nor deleted meanwhile. */
export function stillUnread(messages, rooms) {
  return messages.filter(({ roomId, seq }) => {
    const room = rooms[roomId];
    const isDeleted = room?.lastMessage?.seq === seq && room.lastMessage.deletedAt;
    return room?.me && !room.me.muted && room.me.readSeq < seq && !isDeleted;
  });
}
