import assert from 'node:assert/strict';
import test from 'node:test';
import { shown, withError, withPage } from '../../main/resources/dev/chatrooms/web/client/ui/pages.js';

const first = withPage({}, 'a', { items: [1, 2], next: 'n1' });

test('pages of a query follow each other', () => {
  const { items, next, isStale } = shown(withPage(first, 'a', { items: [3] }, 'n1'), 'a');
  assert.deepEqual({ items, next, isStale }, { items: [1, 2, 3], next: undefined, isStale: false });
});

test('while another query loads, the former items are stale and have no further page', () => {
  assert.deepEqual(shown(first, 'b'), { items: [1, 2], isStale: true });
  assert.deepEqual(shown({}, 'b'), { items: undefined, isStale: false });
});

test('the error of a query does not come with the items of another', () => {
  const error = new Error('no');
  assert.deepEqual(shown(withError(first, 'b', error), 'b'), { key: 'b', error, isStale: false });
  assert.deepEqual(shown(withError(first, 'a', error), 'a').items, [1, 2]);
});

test('what else an answer says is kept with its page', () => {
  const { values } = withPage(first, 'a', { items: [3], usedBytes: 7 }, 'n1');
  assert.deepEqual(values, { usedBytes: 7 });
});
