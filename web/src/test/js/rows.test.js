import assert from 'node:assert/strict';
import test from 'node:test';
import { rows } from '../../main/resources/dev/chatrooms/web/client/messages/rows.js';
import { ANN, BEN, message } from './fixtures.js';

/** A time of day in the zone of the reader, which is where days begin. */
const at = (day, hour, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();
const sent = (seq, createdAt, values) => message(seq, { createdAt, ...values });
/** Writes rows in a short form: lines by their type, messages by `seq`, in brackets if they share a heading. */
const short = (items, newFrom) =>
  rows(items, newFrom, ANN.id).map(row =>
    row.type === 'message' ? (row.isGrouped ? `(${row.message.seq})` : row.message.seq) : row.type,
  );

test('each day starts with a line, midnight included', () => {
  assert.deepEqual(
    short([sent(1, at(1, 9)), sent(2, at(1, 23, 59)), sent(3, at(2, 0, 1)), sent(4, at(4, 12))]),
    ['day', 1, 2, 'day', 3, 'day', 4],
  );
});

test('consecutive messages of one sender within five minutes share a heading', () => {
  const items = [
    sent(1, at(1, 9)),
    sent(2, at(1, 9, 4)),
    sent(3, at(1, 9, 10)),
    sent(4, at(1, 9, 11), { sender: ANN }),
    sent(5, at(1, 9, 12), { sender: ANN }),
    sent(6, at(1, 9, 13)),
  ];
  assert.deepEqual(short(items), ['day', 1, '(2)', 3, 4, '(5)', 6]);
});

test('a reply has a heading', () => {
  const items = [sent(1, at(1, 9)), sent(2, at(1, 9, 1), { replyTo: { id: 'm1', sender: BEN } })];
  assert.deepEqual(short(items), ['day', 1, 2]);
});

test('the line before the first unread message breaks a group', () => {
  const items = [sent(1, at(1, 9)), sent(2, at(1, 9, 1)), sent(3, at(1, 9, 2))];
  assert.deepEqual(short(items, 2), ['day', 1, 'new', 2, '(3)']);
  assert.deepEqual(short(items, 1), ['day', 'new', 1, '(2)', '(3)']);
});

test('the line is where the first unread message would be, if that one is not loaded', () => {
  assert.deepEqual(short([sent(5, at(1, 9)), sent(6, at(1, 9, 1))], 3), ['day', 'new', 5, '(6)']);
});

test('no line is before an own message', () => {
  assert.deepEqual(short([sent(1, at(1, 9)), sent(2, at(1, 9, 1), { sender: ANN })], 2), ['day', 1, 2]);
});

test('a row keeps its key when its message is confirmed', () => {
  const [, row] = rows([sent(1, at(1, 9), { clientId: 'c' })], undefined, ANN.id);
  assert.equal(row.key, 'c');
});
