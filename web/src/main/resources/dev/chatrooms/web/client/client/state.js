/**
 * The state of a client. It is immutable: the reducer returns a new object, and shares what has not changed. Its parts
 * are described in `client.d.ts`.
 *
 * @typedef {object} State
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
  avatars: {},
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
