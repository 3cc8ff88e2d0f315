import assert from 'node:assert/strict';
import test from 'node:test';
import { stillUnread, worthNotice } from '../../main/resources/dev/chatrooms/web/client/rooms/news.js';

const room = (lastSeq, { kind = 'public', mentions = 0, muted = false, sender = 'ben', deletedAt } = {}) => ({
  r: {
    id: 'r',
    kind,
    lastSeq,
    me: { mentions, muted, readSeq: 4 },
    lastMessage: { seq: lastSeq, sender: { id: sender }, deletedAt },
  },
});
const news = (before, after) => worthNotice(before, after, 'ann').length;

test('direct messages and mentions of others are worth a notice', () => {
  assert.equal(news(room(1, { kind: 'direct' }), room(2, { kind: 'direct' })), 1);
  assert.equal(news(room(1), room(2, { mentions: 1 })), 1);
});

test('other messages are not', () => {
  assert.equal(news(room(1), room(2)), 0);
  assert.equal(news(room(1), room(2, { mentions: 1, muted: true })), 0);
  assert.equal(news(room(1, { kind: 'direct' }), room(2, { kind: 'direct', sender: 'ann' })), 0);
  assert.equal(news(room(1, { kind: 'direct' }), room(2, { kind: 'direct', deletedAt: 'now' })), 0);
  assert.equal(news(room(2, { kind: 'direct' }), room(2, { kind: 'direct' })), 0);
  assert.equal(news({}, room(2, { kind: 'direct' })), 0);
});

test('news that have been read or deleted meanwhile are not worth a notice', () => {
  const unread = (seq, rooms) => stillUnread([{ roomId: 'r', seq }], rooms).length;
  assert.equal(unread(5, room(5)), 1);
  assert.equal(unread(5, room(6, { deletedAt: 'now' })), 1);
  assert.equal(unread(4, room(5)), 0);
  assert.equal(unread(5, room(5, { deletedAt: 'now' })), 0);
  assert.equal(unread(5, room(5, { muted: true })), 0);
  assert.equal(unread(5, {}), 0);
});
