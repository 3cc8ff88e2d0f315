import { mapItems, omit } from './state.js';

/** Error codes after which the same message succeeds later. */
const TEMPORARY = new Set(['unavailable', 'rate_limited']);
/** After this many faults of the server, the message itself may be the cause. */
const MAX_FAULTS = 5;

/**
 * Returns whether a refused message is worth another attempt without the user.
 *
 * @param {string} code
 * @param {number} attempts how often it has been refused
 */
export function isTemporary(code, attempts) {
  return TEMPORARY.has(code) || (code === 'internal' && attempts < MAX_FAULTS);
}

/** Returns the messages that the server has not stored. */
export function unsent(state) {
  return state.outbox.filter(item => item.status !== 'sent');
}

/** Adds a message that the user has just sent. */
export function queue(state, draft) {
  if (state.outbox.some(item => item.clientId === draft.clientId)) {
    return state;
  }
  return { ...state, outbox: [...state.outbox, { status: 'pending', ...draft }] };
}

/**
 * Notes that the server has stored a message. The message stays until its event arrives. The event of a duplicate has
 * passed, unless the connection is still catching up.
 */
export function acknowledge(state, { clientId, ack }) {
  const roomId = state.outbox.find(item => item.clientId === clientId)?.roomId;
  const isShown = state.windows[roomId]?.items.some(item => item.id === ack.messageId);
  const hasPassed = ack.duplicate && ack.seq <= (state.rooms[roomId]?.lastSeq ?? Infinity);
  if (isShown || hasPassed) {
    return discard(state, clientId);
  }
  return change(state, clientId, item => ({ ...item, status: 'sent', messageId: ack.messageId, seq: ack.seq }));
}

/** Keeps a refused message, for the user to decide. */
export function refuse(state, { clientId, error }) {
  return change(state, clientId, item => ({ ...item, status: 'failed', error }));
}

/** Queues a failed message again. It goes to the end, since later ones have been sent meanwhile. */
export function retry(state, { clientId }) {
  const item = state.outbox.find(candidate => candidate.clientId === clientId);
  if (item?.status !== 'failed') {
    return state;
  }
  const again = { ...omit(item, 'error'), status: 'pending' };
  return { ...state, outbox: [...state.outbox.filter(other => other !== item), again] };
}

/** Removes a message: its event has arrived, or the user gives it up. */
export function discard(state, clientId) {
  const outbox = state.outbox.filter(item => item.clientId !== clientId);
  return outbox.length === state.outbox.length ? state : { ...state, outbox };
}

/** Removes what a new state from the server contains already. */
export function withoutSent(outbox) {
  const kept = outbox.filter(item => item.status !== 'sent');
  return kept.length === outbox.length ? outbox : kept;
}

/** Fails all messages to a room that the caller has lost. */
export function failRoom(state, roomId) {
  return {
    ...state,
    outbox: mapItems(state.outbox, item =>
      item.roomId === roomId && item.status === 'pending'
        ? { ...item, status: 'failed', error: { code: 'not_found', detail: 'The room is no longer there.' } }
        : item,
    ),
  };
}

function change(state, clientId, update) {
  const outbox = mapItems(state.outbox, item => (item.clientId === clientId ? update(item) : item));
  return outbox === state.outbox ? state : { ...state, outbox };
}
