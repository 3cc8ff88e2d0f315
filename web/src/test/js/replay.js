/**
 * Replays a recording of what a client has received, and compares the state after it with that of a client that starts
 * anew. Each round delays other responses: they arrive late, as over a slow connection, or not at all.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EMPTY } from '../../main/resources/dev/chatrooms/web/client/client/state.js';
import { reduce } from '../../main/resources/dev/chatrooms/web/client/client/reducer.js';

const ROUNDS = 20;
const LONGEST_DELAY = 40;

const { steps, expected } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** A generator of random numbers that a seed repeats. */
function generator(seed) {
  let state = seed;
  return limit => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Returns the steps with the responses moved behind steps that follow them. */
function delayed(random, isPunctual) {
  return steps
    .map((step, at) => ({ step, at: step.step === 'response' && !isPunctual ? at + random(LONGEST_DELAY) : at }))
    .sort((a, b) => a.at - b.at)
    .map(({ step }) => step);
}

/** What a client does with a response that is no longer current: it requests it again, so this one is not applied. */
const CHANGED_AT = {
  page: (state, { roomId }) => Math.max(state.missed[roomId] ?? 0, state.peopleAt),
  members: (state, { roomId }) => Math.max(state.membersAt[roomId] ?? 0, state.peopleAt),
  contacts: state => state.peopleAt,
  blocks: state => state.peopleAt,
  thread: state => state.revision,
  room: () => 0,
};

function respond(state, { kind, content, ...about }, since) {
  if (Math.max(CHANGED_AT[kind](state, about) ?? 0, state.freshAt) > since) {
    return state;
  }
  const { roomId, place, from } = about;
  const actions = {
    page: { type: 'page', roomId, place, from, page: content, since },
    members: { type: 'members', roomId, items: content.items },
    contacts: { type: 'contacts', items: content.items },
    blocks: { type: 'blocks', items: content.items },
    thread: { type: 'thread', thread: content },
    room: { type: 'room', room: content, since },
  };
  return reduce(state, actions[kind]);
}

function receive(state, object) {
  switch (object.op) {
    case 'welcome':
      return reduce(state, { type: 'welcome', welcome: object });
    case 'event':
      return reduce(state, { type: 'event', event: object });
    case 'signal':
      return reduce(state, { type: 'signal', signal: object, now: 0 });
    default:
      return state;
  }
}

/** Returns the state after all steps, and the kinds of responses that it has applied since it was last replaced. */
function replayed(random, isPunctual) {
  const requestedAt = new Map();
  const applied = new Set();
  let state = EMPTY;
  for (const step of delayed(random, isPunctual)) {
    const before = state;
    if (step.step === 'request') {
      requestedAt.set(step.id, state.revision);
    } else if (step.step === 'response') {
      state = respond(state, step, requestedAt.get(step.id));
      if (state !== before) {
        applied.add(step.kind);
      }
    } else {
      state = receive(state, step.object);
    }
    if (state.freshAt !== before.freshAt) {
      applied.clear();
    }
    assertWindows(state);
  }
  return { state, applied };
}

/** Each window is a part of its room without gaps, and knows whether the room has older messages. */
function assertWindows({ windows }) {
  for (const [roomId, { items, hasBefore }] of Object.entries(windows)) {
    const first = items[0]?.seq ?? 1;
    assert.deepEqual(items.map(item => item.seq), items.map((_, i) => first + i), `gaps in ${roomId}`);
    assert.ok(hasBefore || first === 1, `start of ${roomId}`);
  }
}

/** Returns a copy without what the reducer keeps for itself, and without members whose value is undefined. */
function plain(value) {
  return JSON.parse(JSON.stringify(value, (key, part) => (key === 'rev' || key === 'countedTo' ? undefined : part)));
}

function assertEqual(actual, wanted, about) {
  assert.deepEqual(plain(actual), plain(wanted), about);
}

/** Reactions carry `me` in responses only where it is true, and never in events. */
function withoutOwn(message) {
  const reactions = message.reactions.map(({ me, ...reaction }) => (me ? { ...reaction, me } : reaction));
  return { ...message, reactions };
}

const byId = (items, id = item => item.id) => Object.fromEntries(items.map(item => [id(item), item]));

function assertFresh({ state, applied }) {
  const { welcome, contacts, blocks, members, messages } = expected;
  assertEqual(state.me, welcome.account, 'me');
  const rooms = Object.fromEntries(Object.entries(state.rooms).filter(([, room]) => room.me));
  assert.deepEqual(Object.keys(rooms).sort(), welcome.rooms.map(room => room.id).sort(), 'rooms');
  for (const room of welcome.rooms) {
    assertEqual(comparable(rooms[room.id]), comparable(room), `room ${room.id}`);
  }
  for (const [roomId, { items, hasAfter }] of Object.entries(state.windows)) {
    assert.ok(hasAfter || (items.at(-1)?.seq ?? 0) === state.rooms[roomId].lastSeq, `end of ${roomId}`);
    const all = byId(messages[roomId] ?? []);
    items.forEach(item => assertEqual(withoutOwn(item), withoutOwn(all[item.id]), `message ${item.id}`));
  }
  for (const { root, items } of Object.values(state.threads)) {
    const all = byId(messages[root.roomId] ?? []);
    [root, ...items].forEach(item => assertEqual(withoutOwn(item), withoutOwn(all[item.id]), `in thread ${item.id}`));
  }
  for (const [roomId, known] of Object.entries(state.members)) {
    assertEqual(known, byId(members[roomId], member => member.user.id), `members of ${roomId}`);
  }
  if (applied.has('contacts')) {
    assertEqual(state.contacts, byId(contacts), 'contacts');
  }
  if (applied.has('blocks')) {
    assertEqual(state.blocks, byId(blocks), 'blocks');
  }
}

function comparable(room) {
  return { ...room, lastMessage: room.lastMessage && withoutOwn(room.lastMessage) };
}

for (let seed = 1; seed <= ROUNDS; seed++) {
  try {
    assertFresh(replayed(generator(seed), seed === 1));
  } catch (error) {
    console.error(`round ${seed}`);
    throw error;
  }
}
