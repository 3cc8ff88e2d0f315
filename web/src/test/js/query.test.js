import assert from 'node:assert/strict';
import test from 'node:test';
import { searchPath } from '../../main/resources/dev/chatrooms/web/client/search/path.js';
import { parseQuery } from '../../main/resources/dev/chatrooms/web/client/search/query.js';

const me = {};
const ROOMS = {
  tea: { id: 'tea', kind: 'public', name: 'Tea', createdAt: '2026-11-20T10:00:00.000Z', me },
  house: { id: 'house', kind: 'private', name: 'Light house', createdAt: '2026-11-20T10:00:00.000Z', me },
  ben: {
    id: 'ben-and-i',
    kind: 'direct',
    peer: { username: 'ben', displayName: 'Ben Okafor' },
    createdAt: '2026-11-20T10:00:00.000Z',
    me,
  },
};
const parsed = text => JSON.parse(JSON.stringify(parseQuery(text, ROOMS)));
const startOf = (year, month, day) => new Date(year, month - 1, day).getTime();

test('filters are taken out of the text, wherever they are', () => {
  assert.deepEqual(parsed('from:ben two  words in:tea'), { q: 'two  words', sender: 'ben', room: 'tea' });
  assert.deepEqual(parsed('FROM:@ben hello'), { q: 'hello', sender: 'ben' });
});

test('rooms are found by name, quoted if it has spaces, and direct rooms by the other account', () => {
  assert.equal(parsed('in:#TEA').room, 'tea');
  assert.equal(parsed('in:"light house" lamp').room, 'house');
  assert.equal(parsed('in:@ben').room, 'ben-and-i');
  assert.equal(parsed('in:"Ben Okafor"').room, 'ben-and-i');
});

test('days are those of the reader, and "before" ends before its day', () => {
  const { from, to } = parsed('after:2026-01-02 before:2026-12-31');
  assert.equal(Date.parse(from), startOf(2026, 1, 2));
  assert.equal(Date.parse(to), startOf(2026, 12, 31) - 1);
});

test('a filter that cannot be understood is named', () => {
  assert.equal(parsed('in:nowhere x').error, 'in:nowhere');
  assert.equal(parsed('before:yesterday').error, 'before:yesterday');
  assert.equal(parsed('after:2026-13-45').error, 'after:2026-13-45');
});

test('other words with colons belong to the text', () => {
  assert.deepEqual(parsed('http://from.example note:x'), { q: 'http://from.example note:x' });
});

test('the search in a room finds that room, whatever it and the others are called', () => {
  const id = '0197f6a2-0000-7000-8000-000000000001';
  const tea = { ...ROOMS.tea, id };
  const twin = { ...ROOMS.tea, id: '0197f6a2-0000-7000-8000-000000000002', name: 'TEA' };
  const found = (room, ...others) => {
    const rooms = Object.fromEntries([room, ...others].map(each => [each.id, each]));
    const query = new URLSearchParams(searchPath(room, rooms).split('?')[1]).get('q');
    return parseQuery(query, rooms).room;
  };
  assert.equal(searchPath(tea, { [id]: tea }), 'search?q=in%3A%22Tea%22%20');
  assert.equal(found(tea, twin), id);
  assert.equal(found(twin, tea), twin.id);
  assert.equal(found({ ...tea, name: 'The "best" tea' }), id);
  assert.equal(found({ ...tea, me: undefined }), id);
});
