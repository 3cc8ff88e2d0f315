import { groups, roomName } from '../rooms/order.js';

const FILTER = /(^|\s)(from|in|before|after):("[^"]*"|\S+)/gi;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Takes the filters out of a search.
 *
 * @param {string} text
 * @param {Object<string, object>} rooms
 * @returns {{q: string, sender?: string, room?: string, from?: string, to?: string, error?: string}} an error is the
 *     filter that cannot be understood
 */
export function parseQuery(text, rooms) {
  const query = {};
  query.q = text
    .replace(FILTER, (all, space, name, quoted) => {
      const value = quoted.replace(/^"|"$/g, '').replace(/^[#@]/, '');
      apply(query, name.toLowerCase(), value, rooms);
      return space;
    })
    .trim();
  return query;
}

function apply(query, name, value, rooms) {
  const day = DAY.test(value) && !Number.isNaN(Date.parse(value)) && new Date(`${value}T00:00:00`);
  if (name === 'from') {
    query.sender = value;
  } else if (name === 'in') {
    query.room = roomId(value, rooms);
    query.error ??= query.room ? undefined : `in:${value}`;
  } else if (!day) {
    query.error ??= `${name}:${value}`;
  } else if (name === 'before') {
    query.to = new Date(day.getTime() - 1).toISOString();
  } else {
    query.from = day.toISOString();
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function roomId(name, rooms) {
  if (ID.test(name)) {
    return name;
  }
  const { favourites, rooms: others, direct } = groups(rooms);
  const wanted = name.toLowerCase();
  return [...favourites, ...others, ...direct].find(
    room => roomName(room).toLowerCase() === wanted || room.peer?.username === wanted,
  )?.id;
}
