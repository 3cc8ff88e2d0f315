import { assign, omit, put } from './state.js';
import { KEPT, WINDOW_LIMIT } from './windows.js';

/**
 * Applies a page of a thread. A full thread drops replies at its other end.
 *
 * @param {import('./state.js').State} state
 * @param {object} action
 * @param {string} action.rootId
 * @param {'before'|'after'} action.place
 * @param {number} action.from the `seq` of the reply before or after which the page was requested
 * @param {object[]} action.items
 * @param {string} [action.cursor] where the page starts
 * @param {string} [action.next] where the following page starts
 * @param {boolean} [action.hasBefore]
 */
export function applyThreadPage(state, { rootId, place, from, ...page }) {
  const thread = state.threads[rootId];
  // The thread may be closed, or hold other replies, since the page was requested.
  if (!thread || from !== end(thread, place)) {
    return state;
  }
  const change = place === 'before' ? withEarlier : withLater;
  return { ...state, threads: put(state.threads, rootId, change(thread, from, page)) };
}

function end({ items }, place) {
  return (place === 'before' ? items[0] : items.at(-1))?.seq ?? 0;
}

/** Returns the first page of a thread as its state. */
export function opened({ root, items, next }) {
  return { root, items, hasBefore: false, hasAfter: Boolean(next), next, starts: [{ seq: items[0]?.seq ?? 0 }] };
}

function withEarlier(thread, from, { items, hasBefore }) {
  const all = [...items.filter(item => item.seq < from), ...thread.items];
  const kept = all.slice(0, WINDOW_LIMIT);
  const rest = kept.length < all.length ? { hasAfter: true, next: startUpTo(thread, kept.at(-1).seq + 1).cursor } : {};
  return { ...thread, ...rest, items: kept, hasBefore };
}

function withLater(thread, from, { items, cursor, next }) {
  const all = [...thread.items, ...items.filter(item => item.seq > from)];
  const isKnown = items.length === 0 || thread.starts.some(start => start.cursor === cursor);
  return {
    ...thread,
    items: all.slice(-WINDOW_LIMIT),
    hasBefore: thread.hasBefore || all.length > WINDOW_LIMIT,
    hasAfter: Boolean(next),
    next,
    starts: isKnown ? thread.starts : [...thread.starts, { cursor, seq: items[0].seq }],
  };
}

/** Returns the last known start of a page that is not after a reply. */
export function startUpTo(thread, seq) {
  return thread.starts.findLast(start => start.seq <= seq) ?? thread.starts[0];
}

/**
 * Adds a new reply to its thread, if the thread is loaded to its end. A full thread drops its oldest replies; while the
 * reader is in the middle of them, it stays as it is instead.
 *
 * @param {'end'|'middle'|undefined} reader where the reader is
 */
export function appendReply(thread, message, reader) {
  if (!thread || thread.hasAfter || thread.items.some(item => item.id === message.id)) {
    return thread;
  }
  const items = [...thread.items, message].sort((a, b) => a.seq - b.seq);
  if (items.length <= WINDOW_LIMIT) {
    return { ...thread, items };
  }
  return reader === 'middle'
    ? { ...thread, hasAfter: true, next: startUpTo(thread, message.seq).cursor }
    : { ...thread, items: items.slice(-KEPT), hasBefore: true };
}

/** Notes where the reader of a room or a thread is. A thread that has left the screen is forgotten. */
export function applyReader(state, { roomId: id, place }) {
  const threads = place ? state.threads : omit(state.threads, id);
  return assign(state, { readers: put(state.readers, id, place), threads });
}
