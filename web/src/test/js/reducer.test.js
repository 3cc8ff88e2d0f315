import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce } from '../../main/resources/dev/chatrooms/web/client/client/reducer.js';
import { ANN, BEN, after, content, event, message, opened, room, welcome } from './fixtures.js';

const apply = given => ({ type: 'event', event: given });
const seqs = state => state.windows.tea.items.map(item => item.seq);

test('a posted message extends the window and counts as unread', () => {
  const state = opened(apply(event('message.posted', message(3))));

  assert.deepEqual(seqs(state), [1, 2, 3]);
  assert.equal(state.rooms.tea.lastSeq, 3);
  assert.equal(state.rooms.tea.me.unread, 1);
  assert.equal(state.rooms.tea.lastMessage.seq, 3);
});

test('an own message counts as read, and ends its draft', () => {
  const draft = { clientId: 'x', roomId: 'tea', text: 'hi' };
  const own = message(3, { sender: ANN, clientId: 'x' });
  const state = opened({ type: 'queued', draft }, apply(event('message.posted', own)));

  assert.equal(state.rooms.tea.me.readSeq, 3);
  assert.equal(state.rooms.tea.me.unread, 0);
  assert.deepEqual(state.outbox, []);
});

test('a page of members is added to those that are known', () => {
  const known = { user: { ...BEN, id: 'cyd' }, role: 'owner' };
  const found = { user: BEN, role: 'member' };
  const pages = [[known], [found]].map(items => ({ type: 'memberPage', roomId: 'tea', items }));
  assert.deepEqual(opened(...pages).members.tea, { cyd: known, ben: found });
  assert.equal(opened({ ...pages[0], roomId: 'lost' }).members.lost, undefined);
});

test('mentions are counted once', () => {
  const posted = event('message.posted', message(3, { mentions: ['ann'] }));
  assert.equal(opened(apply(posted), apply(posted)).rooms.tea.me.mentions, 1);
});

const EVENTS = [
  event('message.posted', message(3)),
  event('message.posted', message(4, { threadId: 'm1', rootId: 'm1', threadCount: 1 })),
  event('message.edited', message(2, { text: 'changed', editedAt: '2026-11-20T11:00:00.000Z' })),
  event('message.pinned', { messageId: 'm1', by: 'ben' }),
  event('message.unpinned', { messageId: 'm2', by: 'ben' }),
  event('reaction.added', { messageId: 'm1', emoji: '👍', userId: 'ann', reactions: [{ emoji: '👍', count: 1 }] }),
  event('reaction.removed', { messageId: 'm2', emoji: '👍', userId: 'ann', reactions: [] }),
  event('room.updated', room({ name: 'Green tea', me: undefined })),
  event('member.joined', { user: { ...BEN, id: 'cyd' }, role: 'member', joinedAt: 'x', memberCount: 3 }),
  event('member.updated', { userId: 'ann', role: 'owner' }),
  event('member.left', { userId: 'cyd', by: 'cyd', reason: 'left', memberCount: 2 }),
  event('me.updated', { readSeq: 2, unread: 2, mentions: 1, muted: true, favourite: true }),
  event('account.updated', { ...BEN, displayName: 'Benjamin', avatarUrl: '/ben?v=2' }, { roomId: undefined }),
  event('contact.added', { userId: 'ben', user: BEN }, { roomId: undefined }),
  event('contact.removed', { userId: 'ben' }, { roomId: undefined }),
  event('block.added', { userId: 'ben', user: BEN }, { roomId: undefined }),
  event('message.deleted', { ...message(2), text: undefined, deletedAt: '2026-11-20T12:00:00.000Z' }),
  event('room.deleted', {}),
];

for (const given of EVENTS) {
  test(`${given.type} applied twice changes nothing`, () => {
    const once = opened(apply(given));
    assert.deepEqual(content(reduce(once, apply(given))), content(once));
  });
}

test('the state after all events is the same if all are applied again', () => {
  // Without the last, after which there is no room.
  const all = EVENTS.slice(0, -1).map(apply);
  const contentOfToday = all.filter(({ event: { type } }) => !/posted|joined|left|edited|contact|pinned/.test(type));
  const once = opened(...all);
  assert.deepEqual(content(contentOfToday.reduce(reduce, once)), content(once));
});

test('an edit reaches the previews of replies', () => {
  const reply = message(3, { replyTo: { id: 'm1', sender: BEN, text: 'text 1' } });
  const edit = event('message.edited', message(1, { text: 'new' }));
  const state = opened(apply(event('message.posted', reply)), apply(edit));
  assert.equal(state.windows.tea.items[2].replyTo.text, 'new');
});

test('a deletion removes the text of previews', () => {
  const reply = message(3, { replyTo: { id: 'm1', sender: BEN, text: 'text 1' } });
  const deleted = { ...message(1), text: undefined, deletedAt: '2026-11-20T12:00:00.000Z' };
  const state = opened(apply(event('message.posted', reply)), apply(event('message.deleted', deleted)));
  assert.equal('text' in state.windows.tea.items[2].replyTo, false);
});

test('events keep which reactions are the caller’s', () => {
  const reactions = [{ emoji: '👍', count: 1 }];
  const both = [{ emoji: '👍', count: 2 }];
  const state = opened(
    apply(event('reaction.added', { messageId: 'm1', emoji: '👍', userId: 'ann', reactions })),
    apply(event('reaction.added', { messageId: 'm1', emoji: '👍', userId: 'ben', reactions: both })),
    apply(event('message.edited', message(1, { text: 'new', reactions: both }))),
  );
  assert.deepEqual(state.windows.tea.items[0].reactions, [{ emoji: '👍', count: 2, me: true }]);
});

test('a page does not undo what an event has changed meanwhile', () => {
  const edited = message(2, { text: 'changed', editedAt: '2026-11-20T11:00:00.000Z' });
  const stale = { items: [message(1), message(2)], hasBefore: false, hasAfter: false, lastSeq: 2 };
  const state = opened(apply(event('message.edited', edited)), {
    type: 'page',
    roomId: 'tea',
    page: stale,
    place: 'replace',
    since: 1,
  });
  assert.equal(state.windows.tea.items[1].text, 'changed');
});

test('a message that was posted while the first page was on its way is still to be loaded', () => {
  const page = { items: [message(1), message(2)], hasBefore: false, hasAfter: false, lastSeq: 2 };
  const state = after(
    { type: 'welcome', welcome: welcome() },
    apply(event('message.posted', message(3))),
    { type: 'page', roomId: 'tea', page, place: 'replace', since: 1 },
  );
  assert.equal(state.windows.tea.hasAfter, true);
});

test('a change of a message that is not loaded is noted, so that a page on its way is requested again', () => {
  const state = opened(apply(event('message.edited', message(99, { text: 'changed' }))));
  assert.equal(state.missed.tea, state.revision);
});

test('pages join at both ends, and not where they do not adjoin', () => {
  const page = (from, to, rest) => ({
    items: Array.from({ length: to - from + 1 }, (_, i) => message(from + i)),
    hasBefore: true,
    hasAfter: true,
    lastSeq: 99,
    ...rest,
  });
  const load = (given, place) => ({ type: 'page', roomId: 'tea', page: given, place, since: 1 });
  const state = after(
    { type: 'welcome', welcome: welcome({ rooms: [room({ lastSeq: 50 })] }) },
    load(page(40, 45), 'replace'),
    load(page(35, 39), 'before'),
    load(page(46, 50, { hasAfter: false }), 'after'),
    load(page(1, 5), 'before'),
  );
  assert.deepEqual(seqs(state), Array.from({ length: 16 }, (_, i) => 35 + i));
  assert.equal(state.windows.tea.hasAfter, false);
});

test('a new message does not extend a window that has newer ones after it', () => {
  const page = { items: [message(1)], hasBefore: false, hasAfter: true, lastSeq: 2 };
  const state = after(
    { type: 'welcome', welcome: welcome() },
    { type: 'page', roomId: 'tea', page, place: 'replace', since: 1 },
    apply(event('message.posted', message(3))),
  );
  assert.deepEqual(seqs(state), [1]);
  assert.equal(state.rooms.tea.me.unread, 1);
});

const load = (from, to, lastSeq, place = 'replace', since = 1) => ({
  type: 'page',
  roomId: 'tea',
  page: {
    items: Array.from({ length: to - from + 1 }, (_, i) => message(from + i)),
    hasBefore: from > 1,
    hasAfter: to < lastSeq,
    lastSeq,
  },
  place,
  since,
});
const full = () =>
  after({ type: 'welcome', welcome: welcome({ rooms: [room({ lastSeq: 900 })] }) }, load(601, 900, 900));
const post = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => apply(event('message.posted', message(from + i))));

test('a window that pages fill drops messages at its other end', () => {
  const older = reduce(full(), load(551, 600, 900, 'before'));
  assert.deepEqual([seqs(older)[0], seqs(older).at(-1)], [551, 850]);
  assert.equal(older.windows.tea.hasAfter, true);
  const newer = reduce(older, load(851, 900, 900, 'after'));
  assert.deepEqual([seqs(newer)[0], seqs(newer).at(-1)], [601, 900]);
  assert.equal(newer.windows.tea.hasBefore, true);
  assert.equal(newer.windows.tea.hasAfter, false);
});

test('a window that events fill drops its oldest messages, and stays gapless', () => {
  const state = post(901, 1500).reduce(reduce, full());
  assert.ok(seqs(state).length >= 250 && seqs(state).length <= 300);
  assert.deepEqual(seqs(state), Array.from({ length: seqs(state).length }, (_, i) => seqs(state)[0] + i));
  assert.equal(seqs(state).at(-1), 1500);
  assert.equal(state.windows.tea.hasBefore, true);
});

test('a full window stays as it is while the reader is in the middle of it', () => {
  const reading = reduce(full(), { type: 'reader', roomId: 'tea', place: 'middle' });
  const state = post(901, 950).reduce(reduce, reading);
  assert.deepEqual([seqs(state)[0], seqs(state).at(-1)], [601, 900]);
  assert.equal(state.windows.tea.hasAfter, true);
  assert.equal(state.rooms.tea.lastSeq, 950);
  const later = reduce(state, load(901, 950, 950, 'after', state.revision));
  assert.equal(seqs(later).at(-1), 950);
  assert.equal(later.windows.tea.hasAfter, false);
});

test('a page that misses messages posted meanwhile leaves a window that goes on', () => {
  const past = reduce(full(), load(100, 149, 900));
  const state = [...post(901, 901), load(150, 199, 199, 'after')].reduce(reduce, past);
  assert.equal(seqs(state).at(-1), 199);
  assert.equal(state.windows.tea.hasAfter, true);
});

test('a window of a room on the screen is kept, however many are opened later', () => {
  const rooms = Array.from({ length: 30 }, (_, i) => room({ id: `r${i}` }));
  const shown = { type: 'reader', roomId: 'r0', place: 'end' };
  const pages = rooms.map(({ id }) => ({ ...load(1, 2, 2), roomId: id }));
  const state = after({ type: 'welcome', welcome: welcome({ rooms }) }, shown, ...pages);
  assert.equal(Object.keys(state.windows).length, 12);
  assert.ok(state.windows.r0);
});

test('a page for a room that is lost, or from before a reset, is dropped', () => {
  assert.deepEqual(opened(apply(event('room.deleted', {})), load(1, 2, 2)).windows, {});
  const reset = { type: 'welcome', welcome: welcome({ resume: 'reset', cursor: 'c9' }) };
  assert.deepEqual(opened(reset, load(1, 2, 2)).windows, {});
});

test('a room that is joined drops what was loaded without events', () => {
  const reading = room({ me: undefined });
  const read = [{ type: 'room', room: reading, since: 1 }, load(1, 2, 2)];
  const start = { type: 'welcome', welcome: welcome({ rooms: [] }) };
  const joined = event('member.joined', { user: ANN, role: 'member', joinedAt: 'x', memberCount: 3, room: room() });
  assert.ok(after(start, ...read).windows.tea);
  assert.equal(after(start, ...read, apply(joined)).windows.tea, undefined);
  assert.equal(after(start, ...read, { type: 'room', room: room(), since: 1 }).windows.tea, undefined);
});

test('a room of a response does not undo what events have changed meanwhile', () => {
  const updated = event('room.updated', room({ name: 'Green tea', me: undefined }));
  assert.equal(opened(apply(updated), { type: 'room', room: room(), since: 1 }).rooms.tea.name, 'Green tea');
});

test('a resumed stream keeps the state, a reset one replaces it', () => {
  const state = opened();
  const resumed = { type: 'welcome', welcome: { resume: 'resumed', account: ANN, cursor: 'c0' } };
  const reset = { type: 'welcome', welcome: welcome({ resume: 'reset', cursor: 'c9' }) };
  assert.deepEqual(seqs(reduce(state, resumed)), [1, 2]);
  assert.equal(reduce(state, reset).windows.tea, undefined);
  assert.equal(reduce(state, reset).cursor, 'c9');
});

test('the cursor of an ack is not kept', () => {
  const draft = { clientId: 'x', roomId: 'tea', text: 'hi' };
  const ack = { messageId: 'm9', seq: 9, cursor: 'c99' };
  const state = opened({ type: 'queued', draft }, { type: 'ack', clientId: 'x', ack });
  assert.equal(state.cursor, 'c0');
  assert.equal(state.outbox[0].status, 'sent');
});

test('a refused message is kept, and can be sent again or discarded', () => {
  const draft = { clientId: 'x', roomId: 'tea', text: 'hi' };
  const error = { code: 'blocked', detail: 'no' };
  const refused = opened({ type: 'queued', draft }, { type: 'refused', clientId: 'x', error });
  assert.equal(refused.outbox[0].status, 'failed');
  assert.equal(reduce(refused, { type: 'retried', clientId: 'x' }).outbox[0].status, 'pending');
  assert.deepEqual(reduce(refused, { type: 'discarded', clientId: 'x' }).outbox, []);
});

test('messages to a room that is lost fail', () => {
  const draft = { clientId: 'x', roomId: 'tea', text: 'hi' };
  const state = opened({ type: 'queued', draft }, apply(event('room.deleted', {})));
  assert.equal(state.outbox[0].status, 'failed');
  assert.equal(state.rooms.tea, undefined);
});

test('typing expires by itself, and ends with a message', () => {
  const typing = { type: 'signal', signal: { type: 'typing', roomId: 'tea', userId: 'ben', on: true }, now: 1000 };
  assert.equal(opened(typing).typing.tea.ben, 7000);
  assert.deepEqual(opened(typing, { type: 'typingExpired', now: 7000 }).typing, {});
  assert.deepEqual(opened(typing, apply(event('message.posted', message(3)))).typing, {});
});

test('the first welcome of another account forgets the former one', () => {
  const state = reduce(opened(), { type: 'signedOut', connection: { status: 'signedOut' } });
  assert.deepEqual(state.rooms, {});
  assert.equal(state.me, null);
});

test('pages on their way do not bring back the old form of messages that a window has dropped', () => {
  const reactions = [{ emoji: '👍', count: 1 }];
  const seen = opened(apply(event('reaction.added', { messageId: 'm1', emoji: '👍', userId: 'ben', reactions })));
  const page = { items: [message(2)], hasBefore: true, hasAfter: false, lastSeq: 2 };

  const state = reduce(seen, { type: 'page', roomId: 'tea', page, place: 'replace', since: seen.revision });

  assert.equal(state.missed.tea, seen.revision);
});
