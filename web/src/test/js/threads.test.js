import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce } from '../../main/resources/dev/chatrooms/web/client/client/reducer.js';
import { WINDOW_LIMIT } from '../../main/resources/dev/chatrooms/web/client/client/windows.js';
import { event, message, opened } from './fixtures.js';
import { clientTest } from './setting.js';

const PAGE = 50;

function replies(from, count) {
  return Array.from({ length: count }, (_, i) => message(from + i, { threadId: 'm1' }));
}

/** A room with a thread at the message 1, whose replies from 3 on are loaded by pages. */
function threadOf(count) {
  let state = opened(
    { type: 'reader', roomId: 'm1', place: 'end' },
    { type: 'thread', thread: { root: message(1), items: replies(3, PAGE), next: `from ${3 + PAGE}` } },
  );
  for (let seq = 3 + PAGE; seq < 3 + count; seq += PAGE) {
    const next = seq + PAGE < 3 + count ? `from ${seq + PAGE}` : undefined;
    state = later(state, seq, next);
  }
  return state;
}

function later(state, seq, next) {
  const items = replies(seq, PAGE);
  const page = { rootId: 'm1', place: 'after', from: seq - 1, items, cursor: `from ${seq}`, next };
  return reduce(state, { type: 'threadPage', ...page });
}

function earlier(state, seq, hasBefore) {
  const from = state.threads.m1.items[0].seq;
  const items = replies(seq, PAGE);
  return reduce(state, { type: 'threadPage', rootId: 'm1', place: 'before', from, items, hasBefore });
}

const seqs = state => state.threads.m1.items.map(item => item.seq);

function assertWithoutGaps(state) {
  const all = seqs(state);
  assert.deepEqual(all, all.map((_, i) => all[0] + i));
}

function posted(state, seq) {
  const data = message(seq, { threadId: 'm1', rootId: 'm1', threadCount: seq });
  return reduce(state, { type: 'event', event: event('message.posted', data) });
}

test('a long thread keeps its newest replies, and has older ones', () => {
  const state = threadOf(1000);

  assert.equal(state.threads.m1.items.length, WINDOW_LIMIT);
  assert.equal(seqs(state).at(-1), 1002);
  assert.equal(state.threads.m1.hasBefore, true);
  assert.equal(state.threads.m1.hasAfter, false);
  assertWithoutGaps(state);
});

test('older replies take the place of the newest ones, which can be loaded again', () => {
  const full = threadOf(1000);
  const [first] = seqs(full);
  const up = earlier(full, first - PAGE, true);

  assert.equal(up.threads.m1.items.length, WINDOW_LIMIT);
  assert.equal(seqs(up)[0], first - PAGE);
  assert.equal(up.threads.m1.hasAfter, true);
  assert.equal(up.threads.m1.next, 'from 953');
  const down = later(up, 953, undefined);
  assert.equal(seqs(down).at(-1), 1002);
  assert.equal(down.threads.m1.starts.length, full.threads.m1.starts.length);
  assertWithoutGaps(down);
});

test('a page for other replies than those that are loaded now is dropped', () => {
  const state = threadOf(1000);
  const page = { rootId: 'm1', place: 'before', from: 500, items: replies(400, PAGE), hasBefore: true };
  const late = { type: 'threadPage', ...page };

  assert.equal(reduce(state, late), state);
  assert.equal(reduce(state, { ...late, rootId: 'm2' }), state);
});

test('a new reply drops the oldest ones of a full thread, unless the reader is in the middle', () => {
  const full = threadOf(300);
  const atEnd = posted(full, 303);
  assert.equal(seqs(atEnd).at(-1), 303);
  assert.ok(atEnd.threads.m1.items.length < WINDOW_LIMIT);
  assert.equal(atEnd.threads.m1.hasBefore, true);

  const inMiddle = posted(reduce(full, { type: 'reader', roomId: 'm1', place: 'middle' }), 303);
  assert.deepEqual(seqs(inMiddle), seqs(full));
  assert.equal(inMiddle.threads.m1.hasAfter, true);
  assert.equal(inMiddle.threads.m1.next, 'from 253');
});

test('a thread that has left the screen is forgotten', () => {
  const state = reduce(threadOf(100), { type: 'reader', roomId: 'm1', place: undefined });

  assert.deepEqual(state.threads, {});
  assert.deepEqual(state.readers, {});
});

/** Answers requests for the thread of the message 1, whose replies have every other `seq`. */
function serveThread(setting, count) {
  setting.answers['GET messages/m1/thread'] = query => {
    const limit = Number(query.get('limit'));
    const first = Number(query.get('cursor') ?? 0);
    const items = Array.from({ length: Math.min(limit, count - first) }, (_, i) =>
      message(3 + 2 * (first + i), { threadId: 'm1' }),
    );
    const next = first + limit < count ? `${first + limit}` : undefined;
    return { root: message(1), items, next };
  };
}

for (const [seq, last] of [
  [2 * 3000 + 3, 3199],
  [2 * 3000 + 2, 3199],
  [undefined, 9999],
]) {
  clientTest(`a thread of 20,000 replies is opened at ${seq}, with few requests and few rows`, async open => {
    const setting = await open().start();
    serveThread(setting, 20_000);
    await setting.client.loadThread('m1', seq);

    const { items, hasBefore, hasAfter } = setting.state.threads.m1;
    assert.equal(items.length, WINDOW_LIMIT);
    assert.equal(items.at(-1).seq, 2 * last + 3);
    assert.deepEqual([hasBefore, hasAfter], [true, true]);
    assert.equal(setting.calls('GET messages/m1/thread'), (last + 1) / 200);
  });
}

clientTest('the replies before and after a place are loaded from there', async open => {
  const setting = await open().start();
  serveThread(setting, 2000);
  await setting.client.loadThread('m1', 2003);
  const numbers = () => setting.state.threads.m1.items.map(item => (item.seq - 3) / 2);
  assert.deepEqual([numbers()[0], numbers().at(-1)], [900, 1199]);
  await setting.client.loadRepliesBefore('m1');
  assert.deepEqual([numbers()[0], numbers().at(-1)], [850, 1149]);
  await setting.client.loadRepliesAfter('m1');

  assert.ok(numbers().at(-1) > 1149);
  assert.deepEqual(numbers(), numbers().map((_, i) => numbers()[0] + i));
});

clientTest('a thread that is closed while it loads is not loaded on', async open => {
  const setting = await open().start();
  serveThread(setting, 2000);
  const loading = setting.client.loadThread('m1');
  setting.client.subscribe(() => setting.state.threads.m1 && setting.client.viewed('m1', undefined));
  await loading;

  assert.equal(setting.calls('GET messages/m1/thread'), 1);
  assert.deepEqual(setting.state.threads, {});
});
