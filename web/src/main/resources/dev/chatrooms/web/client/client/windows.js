import { assign, mapItems, omit, put } from './state.js';

/** The number of messages that a window keeps. */
export const WINDOW_LIMIT = 300;
/** The number of messages that stay when events have filled a window, so that not each one drops another. */
export const KEPT = 250;
/** The number of rooms whose messages are kept. */
const MAX_WINDOWS = 12;

/**
 * Merges a page of the history into the window of its room, and drops messages at the other end of a window that has
 * grown past its limit. A message that an event has changed since the page was requested keeps its newer content.
 *
 * @param {import('./state.js').State} state
 * @param {{roomId: string, page: object, place: 'replace'|'before'|'after', from?: number, since: number}} action
 *     `from` is the message before or after which the page was requested, `since` the revision at that time
 */
export function applyPage(state, { roomId, page, place, from, since }) {
  const old = state.windows[roomId];
  const room = state.rooms[roomId];
  // The room may be lost, or a new state may have replaced the window, since the page was requested.
  if (!room || since < state.freshAt || (!old && place !== 'replace')) {
    return state;
  }
  const known = new Map((old?.items ?? []).filter(item => (item.rev ?? 0) > since).map(item => [item.id, item]));
  const items = page.items.map(item => known.get(item.id) ?? item);
  const added = { items, hasBefore: page.hasBefore, hasAfter: page.hasAfter };
  let window = added;
  if (old && place !== 'replace') {
    window = limited(joined(old, added, place, from) ?? old, place === 'before' ? 'start' : 'end');
  } else if (old && !added.hasAfter) {
    window = { ...added, items: withNewer(items, old) };
  }
  // Newer messages may have arrived as events while the page was on its way.
  if (room.lastSeq > (window.items.at(-1)?.seq ?? 0)) {
    window = assign(window, { hasAfter: true });
  }
  const windows = withoutOldest(put(state.windows, roomId, window), roomId, state.readers);
  const next = { ...state, windows, missed: missedByDropped(state, windows) };
  return page.lastSeq > room.lastSeq && !room.me
    ? { ...next, rooms: put(next.rooms, roomId, { ...room, lastSeq: page.lastSeq }) }
    : next;
}

/**
 * Returns `missed` after windows have dropped messages. The changes that events made to those are lost, and a page that
 * was requested before would bring their old form back.
 *
 * @param {import('./state.js').State} state with the windows as they were before
 * @param {Object<string, object>} windows as they are now
 */
export function missedByDropped(state, windows) {
  let { missed } = state;
  for (const [roomId, { items }] of Object.entries(state.windows)) {
    const after = windows[roomId]?.items ?? [];
    if (after !== items) {
      const kept = new Set(after.map(item => item.id));
      const latest = items.reduce((max, item) => (kept.has(item.id) ? max : Math.max(max, item.rev ?? 0)), 0);
      if (latest > (missed[roomId] ?? 0)) {
        missed = put(missed, roomId, latest);
      }
    }
  }
  return missed;
}

/** Forgets the window that was opened first and is not on the screen, if there are too many. */
function withoutOldest(windows, roomId, readers) {
  const ids = Object.keys(windows);
  const oldest = ids.find(id => id !== roomId && !(id in readers));
  return ids.length > MAX_WINDOWS && oldest ? omit(windows, oldest) : windows;
}

/** Messages that events have added while the newest page was on its way. */
function withNewer(items, old) {
  const last = items.at(-1)?.seq ?? 0;
  const newer = old.items.filter(item => item.seq > last);
  return newer.length > 0 && newer[0].seq === last + 1 && !old.hasAfter ? [...items, ...newer] : items;
}

/** Returns undefined if the two do not adjoin, because the window has moved meanwhile. */
function joined(old, added, place, from) {
  const first = old.items[0]?.seq ?? Infinity;
  const last = old.items.at(-1)?.seq ?? 0;
  if (added.items.length === 0) {
    if (from !== (place === 'before' ? first : last)) {
      return undefined;
    }
    return assign(old, place === 'before' ? { hasBefore: added.hasBefore } : { hasAfter: added.hasAfter });
  }
  if (place === 'before') {
    const older = added.items.filter(item => item.seq < first);
    return older.at(-1)?.seq === first - 1
      ? { ...old, items: [...older, ...old.items], hasBefore: added.hasBefore }
      : undefined;
  }
  const newer = added.items.filter(item => item.seq > last);
  return newer[0]?.seq === last + 1
    ? { ...old, items: [...old.items, ...newer], hasAfter: added.hasAfter }
    : undefined;
}

/** Drops the messages at one end of a window that has grown past its limit. */
function limited(window, kept) {
  if (window.items.length <= WINDOW_LIMIT) {
    return window;
  }
  return kept === 'start'
    ? { ...window, items: window.items.slice(0, WINDOW_LIMIT), hasAfter: true }
    : { ...window, items: window.items.slice(-WINDOW_LIMIT), hasBefore: true };
}

/**
 * Adds a new message to the window of its room, if the window reaches the end of the room. A full window drops its
 * oldest messages; while the reader is in the middle of them, it stays as it is instead.
 *
 * @param {'end'|'middle'|undefined} reader where the reader is
 */
export function append(window, message, reader) {
  if (!window || window.hasAfter) {
    return window;
  }
  const last = window.items.at(-1)?.seq ?? 0;
  if (message.seq <= last) {
    return replace(window, message);
  }
  if (message.seq > last + 1 && (window.items.length > 0 || window.hasBefore)) {
    return { ...window, hasAfter: true };
  }
  const items = [...window.items, message];
  if (items.length <= WINDOW_LIMIT) {
    return { ...window, items };
  }
  return reader === 'middle'
    ? { ...window, hasAfter: true }
    : { ...window, items: items.slice(-KEPT), hasBefore: true };
}

function replace(window, message) {
  return assign(window, { items: mapItems(window.items, item => (item.id === message.id ? message : item)) });
}

/**
 * Changes the loaded messages of a room wherever they appear: in its window, in threads and as its last message.
 *
 * @param {(message: object) => object} change returns the same object for a message that does not change
 */
export function changeMessages(state, roomId, change) {
  const window = state.windows[roomId];
  const room = state.rooms[roomId];
  let next = state;
  if (window) {
    const items = mapItems(window.items, change);
    next = assign(next, { windows: put(next.windows, roomId, assign(window, { items })) });
  }
  if (room?.lastMessage) {
    const lastMessage = preview(change(room.lastMessage));
    next = assign(next, { rooms: put(next.rooms, roomId, assign(room, { lastMessage })) });
  }
  for (const [rootId, thread] of Object.entries(next.threads)) {
    if (thread.root.roomId === roomId) {
      const changed = assign(thread, { root: change(thread.root), items: mapItems(thread.items, change) });
      next = assign(next, { threads: put(next.threads, rootId, changed) });
    }
  }
  return next;
}

/** Returns a message as a room shows its last one. */
export function preview(message) {
  const text = truncated(message.text);
  return text === message.text ? message : { ...message, text };
}

/** Returns the first 200 code points of a text. */
export function truncated(text) {
  if (text === undefined || text.length <= 200) {
    return text;
  }
  return [...text].slice(0, 200).join('');
}
