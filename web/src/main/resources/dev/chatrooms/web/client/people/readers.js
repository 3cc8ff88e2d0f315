import { isLarge } from '../rooms/order.js';
import { t } from './strings.js';

/** Says which members have read a message. Both lists have the same order, so the names of the first are known. */
export async function readersOf(client, room, message) {
  const isPart = isLarge(room);
  const loaded = isPart ? client.loadMemberPage(room.id, { limit: 200 }) : client.loadMembers(room.id);
  await Promise.all([client.loadReads(room.id), loaded]);
  const { members, reads, me } = client.state;
  const known = members[room.id] ?? {};
  const readers = Object.entries(reads[room.id] ?? {})
    .filter(([id, seq]) => seq >= message.seq && id !== message.sender.id && id !== me.id)
    .map(([id]) => id);
  const names = readers.flatMap(id => (known[id] ? [known[id].user.displayName] : []));
  return t.readBy(names, isPart ? readers.length : names.length, isPart);
}
