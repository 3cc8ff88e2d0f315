/**
 * The state of a client. It is immutable: the reducer returns a new object, and shares what has not changed.
 *
 * @typedef {object} State
 * @property {{status: string, retryAt?: number, reason?: string}} connection `connecting`, `online`, `waiting`,
 *     `refused` or `signedOut`
 * @property {?object} me the caller's account
 * @property {?string} cursor where to resume
 * @property {number} revision grows with each event
 * @property {boolean} loaded whether a welcome has arrived
 * @property {Object<string, object>} rooms the caller's rooms, and public rooms that are being read, by id
 * @property {Object<string, Window>} windows the loaded messages of a room
 * @property {Object<string, Thread>} threads the threads on the screen, by the id of their root
 * @property {Object<string, Object<string, object>>} members by room and account, of rooms whose members are loaded; those
 *     of a room with more than a thousand are never complete
 * @property {Object<string, Object<string, number>>} typing when a typing signal expires, by room and account
 * @property {Object<string, Object<string, number>>} reads the read markers of other members, by room and account
 * @property {Object<string, string>} presence the status, by account
 * @property {Object<string, object>} contacts profiles, by account
 * @property {Object<string, object>} blocks profiles, by account
 * @property {Draft[]} outbox messages that no event has confirmed yet, oldest first
 * @property {Object<string, number>} missed the revision of the last event of a room that found nothing to change
 * @property {Object<string, number>} roomsAt the revision of the last event of a room
 * @property {Object<string, number>} membersAt the revision of the last event about the members of a room
 * @property {number} peopleAt the revision of the last event about contacts, blocks or profiles
 * @property {number} freshAt the revision of the last welcome that replaced the state
 * @property {Object<string, 'end'|'middle'>} readers where the reader is in the rooms and threads that
 *     are on the screen
 *
 * @typedef {object} Window
 * @property {object[]} items consecutive messages by `seq`
 * @property {boolean} hasBefore whether the room has older ones
 * @property {boolean} hasAfter whether the room has newer ones; false for a window that new messages extend
 *
 * @typedef {object} Thread
 * @property {object} root
 * @property {object[]} items consecutive replies by `seq`
 * @property {boolean} hasBefore whether the thread has older ones
 * @property {boolean} hasAfter whether the thread has newer ones; false for a thread that new replies extend
 * @property {?string} next the cursor of a page with the first newer one
 * @property {{cursor: ?string, seq: number}[]} starts of pages that have been loaded
 *
 * @typedef {object} Draft
 * @property {string} clientId
 * @property {string} roomId
 * @property {string} text empty for a message with files only
 * @property {object[]} [attachments] uploaded files
 * @property {object} [replyTo] the preview of the message that it replies to
 * @property {string} [threadId]
 * @property {string} createdAt
 * @property {'pending'|'sent'|'failed'} status
 * @property {{code: string, detail: string}} [error]
 */

/** @type {State} */
export const EMPTY = Object.freeze({
  connection: { status: 'connecting' },
  me: null,
  cursor: null,
  revision: 0,
  loaded: false,
  rooms: {},
  windows: {},
  threads: {},
  members: {},
  typing: {},
  reads: {},
  presence: {},
  contacts: {},
  blocks: {},
  outbox: [],
  missed: {},
  roomsAt: {},
  membersAt: {},
  peopleAt: 0,
  freshAt: 0,
  readers: {},
});

/** Returns the object with some values replaced, or the same object if they are equal. */
export function assign(object, values) {
  return Object.keys(values).every(key => Object.is(object[key], values[key])) ? object : { ...object, ...values };
}

/** Returns the map with one value replaced; without it if the value is undefined. */
export function put(map, key, value) {
  if (value === undefined) {
    return omit(map, key);
  }
  return Object.is(map[key], value) ? map : { ...map, [key]: value };
}

/** Returns the map without a key. */
export function omit(map, key) {
  if (!(key in map)) {
    return map;
  }
  const { [key]: removed, ...rest } = map;
  return rest;
}

/** Returns the array with each item mapped, or the same array if no item changes. */
export function mapItems(items, change) {
  let changed = false;
  const mapped = items.map(item => {
    const result = change(item);
    changed = changed || result !== item;
    return result;
  });
  return changed ? mapped : items;
}

/** Returns the map with each value mapped, or the same map if no value changes. */
export function mapValues(map, change) {
  let result = map;
  for (const [key, value] of Object.entries(map)) {
    result = put(result, key, change(value, key));
  }
  return result;
}
