import assert from 'node:assert/strict';
import { BEN } from './fixtures.js';
import { clientTest, later } from './setting.js';

const WINDOW_MS = 5000;

async function started(open) {
  const setting = await open().start();
  setting.answers['DELETE messages/m1'] = () => ({});
  setting.failures = [];
  setting.client.deletions.add('m1', WINDOW_MS, error => setting.failures.push(error.status));
  return setting;
}

clientTest('a deletion is made after a while, once', async open => {
  const setting = await started(open);
  assert.equal(setting.calls('DELETE messages/m1'), 0);
  await later(WINDOW_MS);
  await setting.client.deletions.make('m1');

  assert.equal(setting.calls('DELETE messages/m1'), 1);
});

clientTest('a deletion that is undone is not made', async open => {
  const setting = await started(open);
  setting.client.deletions.undo('m1');
  await later(WINDOW_MS);
  await setting.client.signOut();

  assert.equal(setting.calls('DELETE messages/m1'), 0);
});

clientTest('a refused deletion is reported', async open => {
  const setting = await started(open);
  setting.answers['DELETE messages/m1'] = () => ({ status: 403, code: 'forbidden' });
  await later(WINDOW_MS);

  assert.deepEqual(setting.failures, [403]);
});

clientTest('a sign-out makes pending deletions before the session ends', async open => {
  const setting = await started(open);
  await setting.client.signOut();

  assert.deepEqual(setting.requests.slice(-2).map(request => request.call), ['DELETE messages/m1', 'POST auth/logout']);
});

clientTest('another account does not make the deletions of the former one', async open => {
  const setting = await started(open);
  setting.answers['POST auth/login'] = () => ({ account: BEN });
  await setting.client.signIn('ben', 'password');
  await later(WINDOW_MS);
  await setting.client.deletions.makeAll();

  assert.equal(setting.state.me.id, 'ben');
  assert.equal(setting.calls('DELETE messages/m1'), 0);
});

clientTest('a message is hidden until its deletion is undone or refused', async open => {
  const { client, answers } = await started(open);
  const seen = [];
  client.deletions.subscribe(() => seen.push([...client.deletions.hidden]));
  client.deletions.undo('m1');
  client.deletions.add('m1', WINDOW_MS, () => {});
  answers['DELETE messages/m1'] = () => ({ status: 403, code: 'forbidden' });
  await later(WINDOW_MS);
  client.deletions.undo('m1');
  assert.deepEqual(seen, [[], ['m1'], []]);
  answers['DELETE messages/m1'] = () => ({});
  client.deletions.add('m1', WINDOW_MS, () => {});
  await later(WINDOW_MS);
  client.deletions.undo('m1');

  assert.deepEqual([...client.deletions.hidden], ['m1']);
});

clientTest('a client that is closed makes its deletions', async open => {
  const setting = await started(open);
  setting.client.close();
  await later(10);

  assert.equal(setting.calls('DELETE messages/m1'), 1);
  assert.deepEqual([...setting.client.deletions.hidden], []);
});
