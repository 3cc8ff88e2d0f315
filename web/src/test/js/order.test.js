import assert from 'node:assert/strict';
import test from 'node:test';
import {
  attention,
  folded,
  isLarge,
  groups,
  totals,
} from '../../main/resources/dev/chatrooms/web/client/rooms/order.js';
import { nextUnread } from '../../main/resources/dev/chatrooms/web/client/rooms/next.js';

const room = (id, { kind = 'public', at = '10', ...me } = {}) => ({
  id,
  kind,
  lastMessage: { createdAt: `2026-11-20T${at}:00:00.000Z` },
  me: { unread: 0, mentions: 0, favourite: false, muted: false, ...me },
});
const byId = (...list) => Object.fromEntries(list.map(each => [each.id, each]));
const ids = list => list.map(each => each.id);

test('favourites are on top, whatever they are, and each group is by last activity', () => {
  const { favourites, rooms, direct } = groups(
    byId(
      room('old', { at: '08' }),
      room('new', { at: '12' }),
      room('ben', { kind: 'direct', at: '09' }),
      room('star', { favourite: true, at: '07' }),
      room('friend', { kind: 'direct', favourite: true, at: '11' }),
      { id: 'read-only', kind: 'public', createdAt: '2026-11-20T10:00:00.000Z' },
    ),
  );
  assert.deepEqual(ids(favourites), ['friend', 'star']);
  assert.deepEqual(ids(rooms), ['new', 'old']);
  assert.deepEqual(ids(direct), ['ben']);
});

test('a room without messages counts from when the caller has joined', () => {
  const joined = { id: 'empty', kind: 'public', me: { joinedAt: '2026-11-20T11:00:00.000Z' } };
  assert.deepEqual(ids(groups(byId(room('a', { at: '10' }), joined)).rooms), ['empty', 'a']);
});

test('direct messages and mentions ask for attention, muted rooms do not', () => {
  assert.equal(attention(room('a', { unread: 3, mentions: 1 })), 1);
  assert.equal(attention(room('b', { kind: 'direct', unread: 3 })), 3);
  assert.equal(attention(room('c', { kind: 'direct', unread: 3, muted: true })), 0);
  const rooms = byId(room('a', { mentions: 1 }), room('b', { kind: 'direct', unread: 3 }), { id: 'x' });
  assert.deepEqual(totals({ rooms }), { attention: 4 });
});

test('the next room with unread messages is found in both directions, around the end', () => {
  const rooms = byId(
    room('a', { at: '12' }),
    room('b', { at: '11', unread: 1 }),
    room('c', { at: '10', unread: 1, muted: true }),
    room('d', { at: '09', unread: 2 }),
  );
  const next = (from, step) => nextUnread({ rooms }, from, step);
  assert.equal(next('a', 1), 'b');
  assert.equal(next('b', 1), 'd');
  assert.equal(next('d', 1), 'b');
  assert.equal(next('a', -1), 'd');
  assert.equal(next('b', -1), 'd');
  assert.equal(next(undefined, 1), 'b');
  assert.equal(next(undefined, -1), 'd');
  assert.equal(nextUnread({ rooms: byId(rooms.b) }, 'b', 1), undefined);
});

test('the members of a room are loaded together up to a thousand', () =>
  assert.deepEqual([1000, 1001].map(memberCount => isLarge({ memberCount })), [false, true]));

test('names are compared without case and accents', () => assert.equal(folded('Ärger É'), 'arger e'));
