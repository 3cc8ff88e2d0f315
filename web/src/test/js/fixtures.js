import { EMPTY } from '../../main/resources/dev/chatrooms/web/client/client/state.js';
import { reduce } from '../../main/resources/dev/chatrooms/web/client/client/reducer.js';

export const ANN = { id: 'ann', username: 'ann', displayName: 'Ann' };
export const BEN = { id: 'ben', username: 'ben', displayName: 'Ben' };

export function message(seq, values = {}) {
  return {
    id: `m${seq}`,
    roomId: 'tea',
    seq,
    sender: BEN,
    text: `text ${seq}`,
    attachments: [],
    mentions: [],
    mentionsRoom: false,
    reactions: [],
    pinned: false,
    createdAt: '2026-11-20T10:00:00.000Z',
    ...values,
  };
}

export function room(values = {}) {
  const me = { role: 'member', joinedAt: '2026-11-20T09:00:00.000Z', readSeq: 2, unread: 0, mentions: 0, muted: false };
  return { id: 'tea', kind: 'public', name: 'Tea', topic: '', memberCount: 2, lastSeq: 2, me, ...values };
}

export function welcome(values = {}) {
  return { op: 'welcome', resume: 'fresh', account: ANN, cursor: 'c0', rooms: [room()], ...values };
}

let cursor = 0;

export function event(type, data, values = {}) {
  return { op: 'event', cursor: `c${++cursor}`, type, roomId: 'tea', actorId: 'ben', data, ...values };
}

/** Returns the state after these actions. */
export function after(...actions) {
  return actions.reduce(reduce, EMPTY);
}

/** A room with the messages 1 and 2, both of which are loaded and read. */
export function opened(...actions) {
  const page = { items: [message(1), message(2)], hasBefore: false, hasAfter: false, lastSeq: 2 };
  return after(
    { type: 'welcome', welcome: welcome() },
    { type: 'page', roomId: 'tea', page, place: 'replace', since: 1 },
    ...actions,
  );
}

/** Returns the part of a state that does not count events. */
export function content({ cursor, revision, missed, roomsAt, membersAt, peopleAt, freshAt, ...rest }) {
  return JSON.parse(JSON.stringify(rest, (key, value) => (key === 'rev' || key === 'countedTo' ? undefined : value)));
}
