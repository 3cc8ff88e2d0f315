import { discard, failRoom } from './outbox.js';
import { assign, mapValues, omit, put } from './state.js';
import { appendReply } from './threads.js';
import { append, changeMessages, missedByDropped, preview, truncated } from './windows.js';

/**
 * Applies an event of the log. Events hold absolute values, so applying one twice changes nothing.
 *
 * @param {import('./state.js').State} state
 * @param {{type: string, roomId?: string, cursor: string, data: object}} event
 */
export function applyEvent(state, event) {
  const counted = { ...state, cursor: event.cursor, revision: state.revision + 1 };
  const apply = EVENTS[event.type];
  if (!apply) {
    return counted;
  }
  if (event.roomId && !counted.rooms[event.roomId] && !event.data.room) {
    // The caller's own message has arrived, although its room has not.
    const known = event.data.clientId ? discard(counted, event.data.clientId) : counted;
    return noted(missed(known, event.roomId), event.roomId);
  }
  const next = apply(counted, event.data, event.roomId, event);
  return event.roomId ? noted(next, event.roomId) : next;
}

/** Notes an event of a room, which a response on its way may lack. */
function noted(state, roomId) {
  return { ...state, roomsAt: put(state.roomsAt, roomId, state.revision) };
}

const EVENTS = {
  'message.posted': posted,
  'message.edited': edited,
  'message.deleted': edited,
  'message.pinned': (state, data, roomId) => changeOne(state, roomId, data.messageId, () => ({ pinned: true })),
  'message.unpinned': (state, data, roomId) => changeOne(state, roomId, data.messageId, () => ({ pinned: false })),
  'reaction.added': (state, data, roomId) => reacted(state, data, roomId, true),
  'reaction.removed': (state, data, roomId) => reacted(state, data, roomId, false),
  'room.updated': (state, data, roomId) =>
    changeRoom(state, roomId, () => ({
      name: data.name,
      topic: data.topic,
      kind: data.kind,
      updatedAt: data.updatedAt,
      memberCount: data.memberCount,
    })),
  'room.deleted': (state, data, roomId) => withoutRoom(state, roomId),
  'member.joined': joined,
  'member.left': left,
  'member.updated': roleChanged,
  'me.updated': (state, data, roomId) => changeMe(state, roomId, data),
  'account.updated': (state, data) =>
    peopleChanged(changeProfile(state, data), { avatars: put(state.avatars, data.id, data.avatarUrl) }),
  'contact.added': (state, data) =>
    peopleChanged(state, { contacts: put(state.contacts, data.userId, data.user) }),
  'contact.removed': (state, data) => peopleChanged(state, { contacts: omit(state.contacts, data.userId) }),
  'block.added': (state, data) => peopleChanged(state, { blocks: put(state.blocks, data.userId, data.user) }),
  'block.removed': (state, data) => peopleChanged(state, { blocks: omit(state.blocks, data.userId) }),
};

/** Notes a change that lists of people on their way may lack. */
function peopleChanged(state, lists) {
  return { ...state, ...lists, peopleAt: state.revision };
}

/** Separates the message of an event from the count of the thread that it changes. */
function parts(data) {
  const { rootId, ...message } = data;
  return rootId ? { message: omit(message, 'threadCount'), rootId, count: data.threadCount } : { message };
}

function posted(state, data, roomId) {
  const { message, rootId, count } = parts(data);
  const known = { ...message, rev: state.revision };
  const existing = state.windows[roomId]?.items.find(item => item.id === message.id);
  const shown = existing ? merged(existing, known) : known;
  const window = append(state.windows[roomId], shown, state.readers[roomId]);
  const windows = put(state.windows, roomId, window);
  let next = { ...state, windows, missed: missedByDropped(state, windows) };
  next = countThread(next, roomId, rootId, count);
  if (rootId) {
    const thread = appendReply(next.threads[rootId], shown, state.readers[rootId]);
    next = { ...next, threads: put(next.threads, rootId, thread) };
  }
  next = countUnread(next, roomId, message);
  next = stopTyping(next, roomId, message.sender.id);
  return message.clientId ? discard(next, message.clientId) : next;
}

/** Counts a new message as unread, or as read if the caller has sent it. */
function countUnread(state, roomId, message) {
  const room = state.rooms[roomId];
  const lastSeq = Math.max(room.lastSeq, message.seq);
  let next = { ...room, lastSeq };
  if (message.seq >= room.lastSeq) {
    next.lastMessage = preview(message);
  }
  const me = room.me;
  const countedTo = room.countedTo ?? room.lastSeq;
  if (me && message.seq > countedTo) {
    const own = message.sender.id === state.me?.id;
    const readSeq = own ? message.seq : me.readSeq;
    const mentions = own ? 0 : me.mentions + (mentionsCaller(state, message) ? 1 : 0);
    next = { ...next, me: { ...me, readSeq, mentions, unread: lastSeq - readSeq }, countedTo: message.seq };
  }
  return { ...state, rooms: put(state.rooms, roomId, next) };
}

function mentionsCaller(state, message) {
  return message.mentionsRoom || message.mentions.includes(state.me?.id);
}

function edited(state, data, roomId) {
  const { message, rootId, count } = parts(data);
  let next = changeMessages(state, roomId, item => {
    if (item.id === message.id) {
      return { ...merged(item, message), rev: state.revision };
    }
    if (item.replyTo?.id === message.id) {
      return { ...item, replyTo: repliedTo(item.replyTo, message), rev: state.revision };
    }
    return item;
  });
  next = countThread(next, roomId, rootId, count);
  // Replies that are not loaded show the message too.
  return missed(next, roomId);
}

function isInWindow(state, roomId, messageId) {
  return state.windows[roomId]?.items.some(item => item.id === messageId);
}

/** Notes a change of a message that a page on its way may contain in its old form. */
function missed(state, roomId) {
  return { ...state, missed: put(state.missed, roomId, state.revision) };
}

function repliedTo(reply, message) {
  return message.deletedAt ? omit(reply, 'text') : { ...reply, text: truncated(message.text) };
}

/** Replaces a message, and keeps which reactions are the caller's: events do not say it. */
function merged(old, message) {
  const own = new Set(old.reactions.filter(reaction => reaction.me).map(reaction => reaction.emoji));
  const reactions = message.reactions.map(reaction => ({ ...reaction, me: own.has(reaction.emoji) }));
  return { ...message, reactions };
}

function countThread(state, roomId, rootId, count) {
  if (!rootId) {
    return state;
  }
  const next = changeMessages(state, roomId, item => {
    if (item.id !== rootId || (item.threadCount ?? 0) === count) {
      return item;
    }
    const counted = count > 0 ? { ...item, threadCount: count } : omit(item, 'threadCount');
    return { ...counted, rev: state.revision };
  });
  return isInWindow(state, roomId, rootId) ? next : missed(next, roomId);
}

function reacted(state, data, roomId, added) {
  const byCaller = data.userId === state.me?.id;
  return changeOne(state, roomId, data.messageId, message => {
    const own = new Set(message.reactions.filter(reaction => reaction.me).map(reaction => reaction.emoji));
    if (byCaller && added) {
      own.add(data.emoji);
    } else if (byCaller) {
      own.delete(data.emoji);
    }
    return { reactions: data.reactions.map(reaction => ({ ...reaction, me: own.has(reaction.emoji) })) };
  });
}

function changeOne(state, roomId, messageId, change) {
  const next = changeMessages(state, roomId, item =>
    item.id === messageId ? { ...item, ...change(item), rev: state.revision } : item,
  );
  return isInWindow(state, roomId, messageId) ? next : missed(next, roomId);
}

function joined(state, data, roomId) {
  const { user, role, joinedAt, memberCount, room } = data;
  let next = membersChanged(changeProfile(state, user), roomId);
  if (room && !next.rooms[roomId]?.me) {
    next = enteredRoom(next, room);
  } else if (next.rooms[roomId]) {
    next = changeRoom(next, roomId, () => ({ memberCount }));
  }
  const members = next.members[roomId];
  return members
    ? { ...next, members: put(next.members, roomId, put(members, user.id, { user, role, joinedAt })) }
    : next;
}

function left(state, data, roomId) {
  if (data.userId === state.me?.id) {
    return withoutRoom(state, roomId);
  }
  const next = changeRoom(membersChanged(state, roomId), roomId, () => ({ memberCount: data.memberCount }));
  const members = next.members[roomId];
  return {
    ...next,
    members: members ? put(next.members, roomId, omit(members, data.userId)) : next.members,
    reads: next.reads[roomId] ? put(next.reads, roomId, omit(next.reads[roomId], data.userId)) : next.reads,
  };
}

function roleChanged(state, data, roomId) {
  let next = membersChanged(state, roomId);
  if (data.userId === state.me?.id) {
    next = changeMe(next, roomId, { role: data.role });
  }
  const member = next.members[roomId]?.[data.userId];
  return member
    ? {
        ...next,
        members: put(
          next.members,
          roomId,
          put(next.members[roomId], data.userId, { ...member, role: data.role }),
        ),
      }
    : next;
}

/** Adds a room that the caller has joined. The messages that were loaded before lack events, so they are dropped. */
export function enteredRoom(state, room) {
  const windows = omit(state.windows, room.id);
  return missed({ ...state, rooms: put(state.rooms, room.id, room), windows }, room.id);
}

/** Notes a change that a list of members on its way may lack. */
function membersChanged(state, roomId) {
  return { ...state, membersAt: put(state.membersAt, roomId, state.revision) };
}

/** Forgets a room that the caller has lost. */
export function withoutRoom(state, roomId) {
  const next = missed(membersChanged(failRoom(state, roomId), roomId), roomId);
  return {
    ...next,
    rooms: omit(next.rooms, roomId),
    windows: omit(next.windows, roomId),
    members: omit(next.members, roomId),
    typing: omit(next.typing, roomId),
    reads: omit(next.reads, roomId),
    threads: Object.fromEntries(
      Object.entries(next.threads).filter(([, thread]) => thread.root.roomId !== roomId),
    ),
  };
}

function changeRoom(state, roomId, change) {
  const room = state.rooms[roomId];
  return { ...state, rooms: put(state.rooms, roomId, assign(room, change(room))) };
}

/** Changes the caller's own membership. */
function changeMe(state, roomId, values) {
  const room = state.rooms[roomId];
  if (!room?.me) {
    return state;
  }
  const me = { ...room.me, ...values };
  const countedTo =
    values.readSeq === undefined ? room.countedTo : values.readSeq + values.unread;
  return changeRoom(state, roomId, () => ({
    me: { ...me, unread: Math.max(0, Math.max(room.lastSeq, countedTo ?? 0) - me.readSeq) },
    countedTo,
  }));
}

/** Replaces a profile wherever it appears. */
export function changeProfile(state, profile) {
  const named = item =>
    item?.id === profile.id
      ? assign(item, { username: profile.username, displayName: profile.displayName })
      : item;
  const message = item => {
    const values = { sender: named(item.sender) };
    if (item.replyTo) {
      values.replyTo = assign(item.replyTo, { sender: named(item.replyTo.sender) });
    }
    return assign(item, values);
  };
  let next = state;
  if (state.me?.id === profile.id) {
    next = { ...next, me: { ...next.me, ...profile } };
  }
  for (const [id, room] of Object.entries(next.rooms)) {
    if (room.peer?.id === profile.id) {
      next = { ...next, rooms: put(next.rooms, id, { ...room, peer: profile }) };
    }
    next = changeMessages(next, id, message);
  }
  const members = mapValues(next.members, byAccount => {
    const member = byAccount[profile.id];
    return member ? put(byAccount, profile.id, { ...member, user: profile }) : byAccount;
  });
  const contacts = profile.id in next.contacts ? put(next.contacts, profile.id, profile) : next.contacts;
  const blocks = profile.id in next.blocks ? put(next.blocks, profile.id, profile) : next.blocks;
  return assign(next, { members, contacts, blocks });
}

/** Ends a typing signal. */
export function stopTyping(state, roomId, userId) {
  const inRoom = state.typing[roomId];
  if (!inRoom || !(userId in inRoom)) {
    return state;
  }
  const rest = omit(inRoom, userId);
  return {
    ...state,
    typing: Object.keys(rest).length > 0 ? put(state.typing, roomId, rest) : omit(state.typing, roomId),
  };
}
