import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { pendingFiles, uploadsOf } from '../../main/resources/dev/chatrooms/web/client/files/uploads.js';
import { BEN } from './fixtures.js';
import { clientTest, settled } from './setting.js';

const SITE = { value: { limits: { attachments: 10, uploadBytes: 100 } } };
const requests = [];

/** A request that the test answers. */
class Request {
  upload = {};

  open() {}

  send() {
    requests.push(this);
  }

  abort() {
    this.isAborted = true;
    this.answer(0, null);
  }

  answer(status, content) {
    this.status = status;
    this.responseText = JSON.stringify(content);
    this.onloadend();
  }

  getResponseHeader() {
    return null;
  }
}

const original = globalThis.XMLHttpRequest;
before(() => (globalThis.XMLHttpRequest = Request));
after(() => (globalThis.XMLHttpRequest = original));

const files = (...names) => names.map(name => new File(['text'], name, { type: 'text/plain' }));

/** Starts the uploads of a composer. */
async function uploading(open, key, ...names) {
  requests.length = 0;
  const setting = await open().start();
  const uploads = uploadsOf(key, setting.client, SITE);
  uploads.add(files(...names));
  await settled();
  return { setting, uploads };
}

clientTest('uploads end with the session of their account, and the waiting ones do not start', async open => {
  const { setting, uploads } = await uploading(open, 'ended', 'a', 'b', 'c', 'd');
  assert.equal(pendingFiles(setting.client), 4);
  assert.equal(requests.length, 3);
  setting.answers['POST auth/login'] = () => ({ account: BEN });
  await setting.client.signIn('ben', 'password');
  await settled();

  assert.equal(setting.state.me.id, 'ben');
  assert.ok(requests.every(request => request.isAborted));
  assert.equal(requests.length, 3);
  assert.deepEqual(uploads.items, []);
  assert.equal(pendingFiles(setting.client), 0);
  assert.notEqual(uploadsOf('ended', setting.client, SITE), uploads);
});

clientTest('an upload is not repeated with the session of another account', async open => {
  const { setting } = await uploading(open, 'refused', 'a');
  setting.answers['POST auth/refresh'] = () => ({ account: BEN });
  requests[0].answer(401, { code: 'unauthenticated' });
  await settled();

  assert.equal(setting.state.connection.reason, 'other_account');
  assert.equal(requests.length, 1);
});

clientTest('two clients of one page do not share the files of a composer', async open => {
  const { setting, uploads } = await uploading(open, 'room', 'a');
  const other = await open({ host: 'other.test' }).start();

  assert.notEqual(uploadsOf('room', other.client, SITE), uploads);
  assert.equal(uploadsOf('room', setting.client, SITE), uploads);
  assert.equal(pendingFiles(other.client), 0);
});

clientTest('a message waits for all its files', async open => {
  const { setting, uploads } = await uploading(open, 'complete', 'a', 'b');
  assert.equal(uploads.isComplete, false);
  requests[0].answer(201, { id: 'a' });
  requests[1].answer(413, { code: 'quota_exceeded' });
  await settled();
  assert.equal(uploads.isComplete, false);
  uploads.remove(uploads.items[1].id);

  assert.equal(uploads.isComplete, true);
  assert.deepEqual(uploads.take(), [{ id: 'a' }]);
  assert.equal(pendingFiles(setting.client), 0);
});
