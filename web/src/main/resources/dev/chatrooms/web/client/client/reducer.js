import { applyEvent, changeProfile, enteredRoom, stopTyping, withoutRoom } from './events.js';
import { acknowledge, discard, queue, refuse, retry, withoutSent } from './outbox.js';
import { EMPTY, assign, mapValues, omit, put } from './state.js';
import { applyReader, applyThreadPage, opened } from './threads.js';
import { applyPage } from './windows.js';

/** A typing signal expires by itself after this time. */
const TYPING_MS = 6000;

/**
 * Returns the state after an action. It is a pure function: the time comes with the action.
 *
 * @param {import('./state.js').State} state
 * @param {{type: string}} action one of the keys of `ACTIONS`, with the values that its function reads
 * @returns {import('./state.js').State}
 */
export function reduce(state, action) {
  return ACTIONS[action.type](state, action);
}

const ACTIONS = {
  connection: (state, { connection }) => ({ ...state, connection }),
  account: (state, { account }) => ({ ...state, me: account }),
  signedOut: (state, { connection }) => ({ ...EMPTY, connection }),
  welcome,
  event: (state, { event }) => applyEvent(state, event),
  lost: state => ({ ...state, cursor: null }),
  pong: (state, { cursor }) => assign(state, { cursor }),
  signal,
  typingExpired,
  page: applyPage,
  reader: applyReader,
  rooms: (state, { items, since }) => items.reduce((next, room) => addRoom(next, room, since), state),
  room: loadedRoom,
  roomLost: (state, { roomId }) => withoutRoom(state, roomId),
  members: (state, { roomId, items }) => ofRoom(state, 'members', roomId, byId(items, member => member.user.id)),
  memberPage: (state, { roomId, items }) =>
    ofRoom(state, 'members', roomId, { ...state.members[roomId], ...byId(items, member => member.user.id) }),
  reads: (state, { roomId, items }) =>
    ofRoom(state, 'reads', roomId, Object.fromEntries(items.map(item => [item.userId, item.readSeq]))),
  presence: (state, { items }) => ({
    ...state,
    presence: { ...state.presence, ...Object.fromEntries(items.map(item => [item.userId, item.status])) },
  }),
  contacts: (state, { items }) => ({ ...state, contacts: byId(items, user => user.id) }),
  blocks: (state, { items }) => ({ ...state, blocks: byId(items, user => user.id) }),
  profile: (state, { profile }) => changeProfile(state, profile),
  thread: (state, { thread }) => ofRoom(state, 'threads', thread.root.roomId, opened(thread), thread.root.id),
  threadPage: applyThreadPage,
  queued: (state, { draft }) => queue(state, draft),
  ack: acknowledge,
  refused: refuse,
  retried: retry,
  discarded: (state, { clientId }) => discard(state, clientId),
};

/** Keeps what a response says about a room, unless the room has been lost meanwhile. */
function ofRoom(state, part, roomId, value, key = roomId) {
  return state.rooms[roomId] ? { ...state, [part]: put(state[part], key, value) } : state;
}

function byId(items, id) {
  return Object.fromEntries(items.map(item => [id(item), item]));
}

/** A resumed stream continues the state; any other one replaces it. */
function welcome(state, { welcome: first }) {
  if (first.resume === 'resumed') {
    return { ...state, me: first.account, loaded: true };
  }
  const revision = state.revision + 1;
  return {
    ...EMPTY,
    connection: state.connection,
    me: first.account,
    cursor: first.cursor,
    revision,
    freshAt: revision,
    readers: state.readers,
    loaded: true,
    rooms: byId(first.rooms, room => room.id),
    contacts: state.contacts,
    blocks: state.blocks,
    outbox: withoutSent(state.outbox),
  };
}

/** Adds a room that was loaded, unless events have changed it meanwhile. */
function addRoom(state, room, since) {
  const isStale = (state.roomsAt[room.id] ?? 0) > since;
  return state.rooms[room.id]?.me || isStale ? state : { ...state, rooms: put(state.rooms, room.id, room) };
}

/** Applies a response that holds a room, unless events that arrived meanwhile are newer. */
function loadedRoom(state, { room, since }) {
  const old = state.rooms[room.id];
  if (Math.max(state.roomsAt[room.id] ?? 0, state.peopleAt, state.freshAt) > since || (old?.me && !room.me)) {
    return state;
  }
  if (old?.me) {
    return { ...state, rooms: put(state.rooms, room.id, { ...omit(old, 'countedTo'), ...room }) };
  }
  return room.me ? enteredRoom(state, room) : { ...state, rooms: put(state.rooms, room.id, room) };
}

function signal(state, { signal: received, now }) {
  const { type, roomId, userId } = received;
  if (type === 'presence') {
    return { ...state, presence: put(state.presence, userId, received.status) };
  }
  if (!state.rooms[roomId]) {
    return state;
  }
  if (type === 'typing') {
    return received.on
      ? {
          ...state,
          typing: put(state.typing, roomId, { ...state.typing[roomId], [userId]: now + TYPING_MS }),
        }
      : stopTyping(state, roomId, userId);
  }
  if (type === 'read') {
    const seq = Math.max(received.seq, state.reads[roomId]?.[userId] ?? 0);
    return { ...state, reads: put(state.reads, roomId, { ...state.reads[roomId], [userId]: seq }) };
  }
  return state;
}

function typingExpired(state, { now }) {
  let next = state;
  mapValues(state.typing, (users, roomId) => {
    Object.entries(users)
      .filter(([, expires]) => expires <= now)
      .forEach(([userId]) => (next = stopTyping(next, roomId, userId)));
    return users;
  });
  return next;
}
