import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Http } from '../../main/resources/dev/chatrooms/web/client/client/http.js';

/** Calls the API of a server that never answers, and lets the time limit pass. */
async function unanswered(call) {
  const limit = new AbortController();
  const limits = mock.method(AbortSignal, 'timeout', () => limit.signal).mock;
  const fetch = (url, { signal }) =>
    new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  try {
    const answer = call(new Http({ base: 'http://chat.test/api/v1/', signedOut() {}, fetch }));
    await new Promise(setImmediate);
    limit.abort();
    await assert.rejects(answer, { code: 'offline', status: 0 });
    return limits.calls.map(({ arguments: [milliseconds] }) => milliseconds);
  } finally {
    limits.restore();
  }
}

test('requests have a time limit: browsers reuse dead connections', async () => {
  assert.deepEqual(await unanswered(http => http.get('me')), [15_000]);
  assert.deepEqual(await unanswered(http => http.call('POST', 'rooms', { body: { name: 'Tea' } })), [15_000]);
});

test('pictures have more time', async () => {
  const body = new Blob(['picture'], { type: 'image/png' });
  assert.deepEqual(await unanswered(http => http.call('PUT', 'me/avatar', { body })), [120_000]);
});
