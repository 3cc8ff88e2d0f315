import { useEffect, useState } from 'preact/hooks';
import { folded, isLarge } from '../rooms/order.js';
import { useApp, useSelected } from '../ui/html.js';
import { useList, useSettled } from '../ui/list.js';

export const ROLES = ['owner', 'moderator', 'member'];

const STEP = 100;
const MAX_ROWS = 300;

/**
 * The members of a room whose names contain the words of a text, as a part of the list that grows by
 * {@link STEP} up to {@link MAX_ROWS} and then moves on. All members of a small room are loaded; those of a large one
 * page by page, and found by the server.
 *
 * @returns {{known: object, items: ?object[], error: ?Error, more: ?() => void, earlier: ?() => void,
 *     reload: () => void}} the known members by account, and the rows that are shown
 */
export function useMembers(room, text) {
  const known = useSelected(state => state.members[room.id]);
  const isMissing = !known;
  const small = useAll(room, known, text);
  const large = usePages(room, isMissing, text);
  const list = isLarge(room) ? large : small;
  const key = `${room.id} ${isLarge(room)} ${list.search}`;
  const [part, setPart] = useState({});
  const { from, to } = part.key === key ? part : { from: 0, to: STEP };
  const rows = list.items?.map(member => known?.[member.user.id]).filter(Boolean);
  const more = () => {
    setPart({ key, from: Math.max(0, to + STEP - MAX_ROWS), to: to + STEP });
    if (to + STEP > list.items.length) {
      list.more?.();
    }
  };
  const earlier = () => {
    const start = Math.max(0, from - STEP);
    setPart({ key, from: start, to: start + MAX_ROWS });
  };
  return {
    known,
    items: rows?.slice(from, to),
    error: list.error,
    more: (list.more || to < rows?.length) && more,
    earlier: from > 0 && earlier,
    reload: list.reload,
  };
}

/** The members of a small room, by role, then name. */
function useAll(room, known, text) {
  const { client } = useApp();
  const [error, setError] = useState();
  const isMissing = !known && !isLarge(room);
  const load = () => {
    setError(undefined);
    client.loadMembers(room.id).catch(setError);
  };
  useEffect(() => {
    if (isMissing) {
      load();
    }
  }, [isMissing, room.id]);
  const search = folded(text.trim());
  const items = known && !isLarge(room) ? Object.values(known).filter(has(search)).sort(order) : undefined;
  return { items, search, error: isMissing ? error : undefined, reload: load };
}

/** The members of a large room, in the order of the server. */
function usePages(room, isMissing, text) {
  const { client } = useApp();
  const search = useSettled(text.trim());
  const path = isLarge(room) ? `rooms/${room.id}/members` : undefined;
  const list = useList(path, { search, limit: STEP }, query => client.loadMemberPage(room.id, query));
  useEffect(() => {
    // A new connection may have replaced the state.
    if (path && isMissing && list.items) {
      list.reload();
    }
  }, [isMissing]);
  return { ...list, search };
}

function has(search) {
  const words = search.split(/\s+/);
  return ({ user }) => {
    const names = folded(`${user.username} ${user.displayName} ${user.firstName ?? ''} ${user.lastName ?? ''}`);
    return words.every(word => names.includes(word));
  };
}

function order(a, b) {
  return ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.user.displayName.localeCompare(b.user.displayName);
}
