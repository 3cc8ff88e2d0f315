import assert from 'node:assert/strict';
import test from 'node:test';
import { keptToken } from '../../main/resources/dev/chatrooms/web/client/embed/tokens.js';

/** A host whose tokens are numbered. */
function host() {
  let count = 0;
  const token = keptToken(async () => `token ${++count}`);
  return { token, asked: () => count };
}

test('requests at the same time share one call of the host, whose token is kept', async () => {
  const { token, asked } = host();

  assert.deepEqual(await Promise.all([token(), token()]), ['token 1', 'token 1']);
  assert.equal(await token(), 'token 1');
  assert.equal(asked(), 1);
});

test('requests whose token is refused share one call too', async () => {
  const { token, asked } = host();
  const first = await token();

  assert.deepEqual(await Promise.all([token(first), token(first)]), ['token 2', 'token 2']);
  assert.equal(await token(first), 'token 2');
  assert.equal(asked(), 2);
});

test('a host that fails is asked again by the next request', async () => {
  let isBroken = true;
  const token = keptToken(() => {
    if (isBroken) {
      throw new Error('the host cannot be reached');
    }
    return 'token';
  });
  await assert.rejects(token(), { code: 'token_failed', status: 0 });
  isBroken = false;

  assert.equal(await token(), 'token');
});

test('a host without a token has a user who is signed out', async () => {
  for (const nothing of [undefined, null, '', {}]) {
    await assert.rejects(keptToken(() => nothing)(), { code: 'unauthenticated', status: 401 });
  }
});
