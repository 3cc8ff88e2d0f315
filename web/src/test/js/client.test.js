import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ANN, BEN, event, message, room, welcome } from './fixtures.js';
import { clientTest, later, settled } from './setting.js';

const page = (from, to, lastSeq = to) => ({
  items: Array.from({ length: to - from + 1 }, (_, i) => message(from + i)),
  hasBefore: from > 1,
  hasAfter: to < lastSeq,
  lastSeq,
});
const seqs = ({ state }) => state.windows.tea?.items.map(item => item.seq);

// ---- two accounts

clientTest('the welcome of another account ends the session in this tab', async open => {
  const setting = await open().start();
  setting.client.send('tea', { text: 'unsent' });
  await setting.cut();
  await setting.welcomed({ account: BEN, resume: 'resumed' });

  assert.deepEqual(setting.state.connection, { status: 'signedOut', reason: 'other_account' });
  assert.equal(setting.state.me, null);
  assert.deepEqual(setting.state.rooms, {});

  await setting.start();
  assert.equal(setting.state.outbox[0].text, 'unsent');
});

for (const [when, refreshed] of [
  ['the refresh answers with another account', () => BEN],
  ['the session has ended meanwhile', setting => {
    setting.receive({ ...welcome(), account: BEN });
    return BEN;
  }],
]) {
  clientTest(`a refused request is not repeated if ${when}`, async open => {
    const setting = await open().start();
    setting.answers['PUT rooms/tea/read'] = () => ({ status: 401, code: 'unauthenticated' });
    setting.answers['POST auth/refresh'] = () => ({ account: refreshed(setting) });
    await assert.rejects(setting.client.markUnread('tea', 1), { status: 401 });

    assert.equal(setting.state.connection.reason, 'other_account');
    assert.equal(setting.calls('PUT rooms/tea/read'), 1);
  });
}

clientTest('a refused request is repeated once after a refresh', async open => {
  const setting = await open().start();
  setting.answers['PUT rooms/tea/read'] = () =>
    setting.calls('PUT rooms/tea/read') === 1 ? { status: 401, code: 'unauthenticated' } : {};
  await setting.client.markUnread('tea', 1);

  assert.equal(setting.calls('PUT rooms/tea/read'), 2);
});

clientTest('a refresh that answers with another account ends the session in this tab', async open => {
  const setting = await open().start();
  setting.answers['POST auth/refresh'] = () => ({ account: BEN });
  await setting.client.http.refresh();

  assert.equal(setting.state.connection.reason, 'other_account');
});

clientTest('another account in another tab ends the session in this one, the same account does not', async open => {
  const host = 'tabs.test';
  const ann = await open({ host }).start();
  await open({ host }).start();
  assert.equal(ann.state.me.id, 'ann');
  const ben = open({ host });
  ben.answers['GET me'] = () => BEN;
  await ben.client.resume();
  for (let i = 0; i < 100 && ann.state.me; i++) {
    await settled();
  }

  assert.equal(ann.state.connection.reason, 'other_account');
  assert.equal(ben.state.me.id, 'ben');
});

// ---- what a welcome leaves out

clientTest('a first load that was interrupted goes on after the connection is back', async open => {
  const setting = open();
  setting.answers['GET contacts'] = () => Promise.reject(new TypeError('no network'));
  setting.answers['GET rooms'] = () => ({ items: [room({ id: 'coffee', name: 'Coffee' })] });
  await setting.client.resume();
  await setting.welcomed({ more: true });
  assert.deepEqual(setting.state.contacts, {});

  setting.answers['GET contacts'] = () => ({ items: [BEN] });
  setting.answers['GET presence'] = () => ({ items: [{ userId: 'ben', status: 'online' }] });
  await setting.cut();
  await setting.welcomed({ resume: 'resumed' });

  assert.deepEqual(Object.keys(setting.state.contacts), ['ben']);
  assert.ok(setting.state.rooms.coffee);
  assert.equal(setting.state.presence.ben, 'online');
});

for (const [name, fault] of [
  ['unavailable', () => ({ status: 503, code: 'unavailable' })],
  ['limited', () => ({ status: 429, code: 'rate_limited' })],
  ['too slow', () => Promise.reject(new TypeError('timeout'))],
]) {
  clientTest(`what a welcome leaves out is loaded again after the server was ${name}`, async open => {
    const setting = open();
    setting.answers['GET contacts'] = () => (setting.calls('GET contacts') < 4 ? fault() : { items: [BEN] });
    await setting.start();
    assert.deepEqual(setting.state.contacts, {});
    await later(20_000);

    assert.deepEqual(Object.keys(setting.state.contacts), ['ben']);
    assert.equal(setting.calls('GET contacts'), 4);
    assert.deepEqual(setting.errors, []);
  });
}

clientTest('a client that has stopped loads nothing again', async open => {
  const setting = open();
  setting.answers['GET contacts'] = () => ({ status: 503, code: 'unavailable' });
  await setting.start();
  setting.client.stop();
  await later(120_000);

  assert.equal(setting.calls('GET contacts'), 1);
});

clientTest('presence of many accounts is loaded with addresses that servers accept', async open => {
  const setting = await open().start();
  const asked = [];
  setting.answers['GET presence'] = query => {
    asked.push(query.get('users').split(',').length);
    return { items: [] };
  };
  await setting.client.loadPresence(Array.from({ length: 250 }, (_, i) => `id-${i}`));

  assert.deepEqual(asked, [100, 100]);
});

clientTest('presence is loaded again after an interruption, and nothing else', async open => {
  const setting = await open().start();
  setting.receive({ op: 'signal', type: 'presence', userId: 'ben', status: 'online' });
  setting.answers['GET presence'] = query => ({
    items: query.get('users').split(',').map(userId => ({ userId, status: 'offline' })),
  });
  await setting.cut();
  await setting.welcomed({ resume: 'resumed' });

  assert.equal(setting.state.presence.ben, 'offline');
  assert.equal(setting.calls('GET contacts'), 1);
});

clientTest('lists are loaded again if an event has changed them meanwhile', async open => {
  const setting = open();
  setting.answers['GET contacts'] = async () => {
    if (setting.calls('GET contacts') === 1) {
      setting.receive(event('contact.removed', { userId: 'ben' }, { roomId: undefined }));
      return { items: [BEN] };
    }
    return { items: [] };
  };
  await setting.start();

  assert.deepEqual(setting.state.contacts, {});
});

clientTest('a room that events have changed while it was listed is loaded by itself', async open => {
  const setting = open();
  setting.answers['GET rooms'] = async () => {
    setting.receive(event('message.posted', { ...message(3), roomId: 'coffee' }, { roomId: 'coffee' }));
    return { items: [room({ id: 'coffee', lastSeq: 2 })] };
  };
  setting.answers['GET rooms/coffee'] = () => room({ id: 'coffee', lastSeq: 3 });
  await setting.client.resume();
  await setting.welcomed({ more: true });

  assert.equal(setting.state.rooms.coffee.lastSeq, 3);
});

// ---- sessions

clientTest('a refresh whose answer is lost is repeated with the same token', async open => {
  const setting = await open().start();
  let lost = 3;
  setting.answers['POST auth/refresh'] = () =>
    lost-- > 0 ? Promise.reject(new TypeError('cut')) : { account: ANN };
  const refreshed = setting.client.http.refresh();
  await later(10_000);
  await refreshed;

  assert.equal(setting.calls('POST auth/refresh'), 4);
  assert.equal(setting.state.me.id, 'ann');
});

clientTest('a refresh is not repeated after the server has stopped to accept the token twice', async open => {
  const setting = await open().start();
  setting.answers['POST auth/refresh'] = () => Promise.reject(new TypeError('cut'));
  const started = Date.now();
  const refreshed = setting.client.http.refresh().catch(error => ({ code: error.code, after: Date.now() - started }));
  for (let i = 0; i < 20; i++) {
    await later(5000);
  }

  const { code, after } = await refreshed;
  assert.equal(code, 'offline');
  assert.ok(after < 60_000, `${after}`);
  assert.equal(setting.state.me.id, 'ann');
});

clientTest('a visit without credentials makes no request that is refused', async open => {
  const setting = open();
  setting.answers['GET auth/credentials'] = () => ({ present: false });
  assert.equal(await setting.client.resume(), false);

  assert.equal(setting.state.connection.status, 'signedOut');
  assert.equal(setting.requests.length, 1);
});

clientTest('a refused refresh ends the session', async open => {
  const setting = await open().start();
  setting.answers['POST auth/refresh'] = () => ({ status: 401, code: 'invalid_refresh_token' });
  setting.socket.onclose({ code: 4401, reason: '' });
  await settled();

  assert.deepEqual(setting.state.connection, { status: 'signedOut', reason: 'session_ended' });
});

clientTest('a server that refuses the new session too is asked less and less often', async open => {
  const setting = await open().start();
  const waits = [];
  for (let i = 0; i < 8; i++) {
    setting.socket.onclose({ code: 4401, reason: '' });
    await settled();
    waits.push(setting.state.connection.retryAt - Date.now());
    await setting.reconnected();
  }

  assert.ok(waits[0] <= 500 && waits[7] >= 15_000, waits.join());
});

clientTest('each connection asks the host for a token', async open => {
  let count = 0;
  const setting = open({ token: async () => `token ${++count}` });
  await setting.client.resume();
  await settled();
  await setting.welcomed();
  await setting.cut();
  setting.socket.onopen();
  const [first, second] = setting.sockets.map(socket => socket.sent[0].token);

  assert.notEqual(first, second);
  assert.equal(second, `token ${count}`);
});

clientTest('a host without a token is asked again after a wait', async open => {
  let isSignedIn = true;
  const token = async () => {
    if (!isSignedIn) {
      throw new Error('the host cannot be reached');
    }
    return 'token';
  };
  const setting = open({ token });
  await setting.client.resume();
  await settled();
  await setting.welcomed();
  isSignedIn = false;
  await setting.cut();
  assert.equal(setting.state.connection.status, 'waiting');
  assert.equal(setting.sockets.length, 1);
  isSignedIn = true;
  await setting.reconnected();

  assert.equal(setting.sockets.length, 2);
});

clientTest('a refused token that the host still returns ends the session', async open => {
  const setting = open({ token: async () => 'token' });
  await setting.client.resume();
  await settled();
  await setting.welcomed();
  setting.socket.onclose({ code: 4401, reason: '' });
  await settled();

  assert.equal(setting.state.connection.reason, 'session_ended');
});

clientTest('a request whose token is refused is repeated once with another one', async open => {
  const asked = [];
  const token = async refused => {
    asked.push(refused);
    return refused === 'old' ? 'new' : 'old';
  };
  const setting = open({ token });
  setting.answers['GET me'] = () =>
    setting.requests.at(-1).headers.Authorization === 'Bearer new' ? ANN : { status: 401, code: 'unauthenticated' };

  assert.equal(await setting.client.resume(), true);
  assert.equal(setting.calls('GET me'), 2);
  assert.deepEqual(asked.slice(0, 2), [undefined, 'old']);
});

clientTest('a request whose token is refused is not repeated with the same one', async open => {
  const setting = open({ token: async () => 'old' });
  setting.answers['GET me'] = () => ({ status: 401, code: 'unauthenticated' });

  assert.equal(await setting.client.resume(), false);
  assert.equal(setting.calls('GET me'), 1);
});

clientTest('cookies are sent to another origin only without a token', async open => {
  const withCookie = await open().start();
  const withToken = open({ token: async () => 'token' });
  await withToken.client.resume();

  assert.equal(withCookie.requests[0].credentials, 'include');
  assert.equal(withToken.requests[0].credentials, 'omit');
});

// ---- faults

clientTest('a listener that throws does not keep events from the others', async open => {
  const setting = await open().start();
  const heard = [];
  setting.client.subscribe(() => {
    throw new Error('listener');
  });
  setting.client.subscribe(() => heard.push(setting.state.rooms.tea.lastSeq));
  setting.receive(event('message.posted', message(3)), event('message.posted', message(4)));

  assert.deepEqual(heard, [3, 4]);
  assert.deepEqual(setting.errors.map(error => error.message), ['listener', 'listener']);
});

clientTest('an event that cannot be applied is followed by a fresh start', async open => {
  const setting = await open().start();
  setting.receive(event('message.posted', message(3, { sender: undefined })));
  assert.equal(setting.errors.length, 1);
  await later(1000);
  setting.socket.onopen();

  assert.deepEqual(setting.socket.sent[0], { op: 'hello' });
  setting.receive(welcome({ rooms: [room({ lastSeq: 3 })] }));
  assert.equal(setting.state.connection.status, 'online');
});

// ---- pages

async function opened(open) {
  const setting = await open().start();
  setting.receive(event('room.updated', room({ me: undefined })));
  return setting;
}

/** Answers requests in the order in which the test lets them go. */
function held(setting, call) {
  const waiting = [];
  setting.answers[call] = query => new Promise(resolve => waiting.push({ query, resolve }));
  return waiting;
}

clientTest('a later jump replaces an earlier one, in whatever order the pages arrive', async open => {
  const setting = await opened(open);
  const waiting = held(setting, 'GET rooms/tea/messages');
  const first = setting.client.loadWindow('tea', 100);
  const second = setting.client.loadWindow('tea', 500);
  await settled();
  waiting[1].resolve(page(480, 520, 900));
  assert.equal(await second, true);
  waiting[0].resolve(page(80, 120, 900));

  assert.equal(await first, false);
  assert.deepEqual([seqs(setting)[0], seqs(setting).at(-1)], [480, 520]);
});

clientTest('a page for the window before a jump is dropped', async open => {
  const setting = await opened(open);
  const waiting = held(setting, 'GET rooms/tea/messages');
  const first = setting.client.loadWindow('tea', 100);
  await settled();
  waiting[0].resolve(page(80, 120, 900));
  await first;
  const older = setting.client.loadBefore('tea');
  const jump = setting.client.loadWindow('tea', 500);
  await settled();
  waiting[2].resolve(page(480, 520, 900));
  await jump;
  waiting[1].resolve(page(30, 79, 900));

  assert.equal(await older, false);
  assert.equal(seqs(setting)[0], 480);
});

clientTest('a page that the reader no longer waits for is dropped', async open => {
  const setting = await opened(open);
  const waiting = held(setting, 'GET rooms/tea/messages');
  const first = setting.client.loadWindow('tea', 100);
  await settled();
  waiting[0].resolve(page(80, 120, 900));
  await first;
  const older = setting.client.loadBefore('tea', () => false);
  await settled();
  waiting[1].resolve(page(30, 79, 900));

  assert.equal(await older, false);
  assert.equal(seqs(setting)[0], 80);
});

clientTest('a room id of an address is part of one path segment', async open => {
  const setting = await open().start();
  setting.answers['GET rooms/..%2Fme'] = () => ({ status: 404, code: 'not_found' });
  await assert.rejects(setting.client.loadRoom('../me'), { status: 404 });
});

// ---- unsent messages

/** Refuses the message that waits for its answer, and returns the time until the next one is sent. */
function refuse(setting, code, meanwhile = () => {}) {
  const count = sends(setting).length;
  const refusedAt = Date.now();
  setting.receive({ op: 'error', ref: sends(setting).at(-1).ref, code, detail: 'no' });
  meanwhile();
  while (sends(setting).length === count) {
    mock.timers.tick(500);
    setting.receive({ op: 'pong' });
  }
  return Date.now() - refusedAt;
}

const sends = ({ sockets }) => sockets.flatMap(socket => socket.sent).filter(object => object.op === 'send');

clientTest('a message that the server fails on is shown as failed in the end', async open => {
  const setting = await open().start();
  setting.client.send('tea', { text: 'poison' });
  setting.client.send('tea', { text: 'next' });
  for (let i = 0; i < 5; i++) {
    refuse(setting, 'internal');
  }

  assert.deepEqual(setting.state.outbox.map(item => item.status), ['failed', 'pending']);
  assert.equal(sends(setting).at(-1).text, 'next');
  setting.client.sender.retry(setting.state.outbox[0].clientId);
  assert.equal(setting.state.outbox.at(-1).status, 'pending');
});

clientTest('a server that is unavailable gets the message again, with growing waits', async open => {
  const setting = await open().start();
  setting.client.send('tea', { text: 'patient' });
  const times = [];
  for (let i = 0; i < 7; i++) {
    // Typing another message does not shorten the wait.
    times.push(refuse(setting, 'unavailable', () => setting.client.send('tea', { text: `other ${i}` })));
  }

  assert.ok(times[0] <= 1500 && times[6] >= 20_000, times.join());
  assert.equal(setting.state.outbox[0].status, 'pending');
  assert.ok(sends(setting).every(object => object.text === 'patient'));
});

clientTest('unsent messages outlive the session, not a sign-out', async open => {
  const setting = await open().start();
  setting.client.send('tea', { text: 'unsent' });
  assert.equal(setting.client.unsent.length, 1);
  setting.socket.onclose({ code: 4403, reason: '' });
  assert.equal(setting.state.me, null);
  await setting.start();
  assert.equal(setting.client.unsent.length, 1);

  await setting.client.signOut();
  await setting.start();
  assert.equal(setting.client.unsent.length, 0);
});

clientTest('a sign-out forgets unsent messages even if the connection ends before its answer', async open => {
  const setting = await open().start();
  setting.client.send('tea', { text: 'unsent' });
  setting.answers['POST auth/logout'] = () => {
    setting.socket.onclose({ code: 4403, reason: '' });
    return {};
  };
  await setting.client.signOut();
  await setting.start();

  assert.equal(setting.client.unsent.length, 0);
});

clientTest('a typing signal expires although the clock is set back', async open => {
  const setting = await open().start();
  const clock = mock.method(performance, 'now', () => 1000);
  const time = mock.method(Date, 'now', () => 7_200_000);
  setting.receive({ op: 'signal', type: 'typing', roomId: 'tea', userId: 'ben', on: true });
  assert.deepEqual(Object.keys(setting.state.typing.tea), ['ben']);
  time.mock.mockImplementation(() => 3_600_000);
  clock.mock.mockImplementation(() => 8000);
  await later(1000);
  clock.mock.restore();
  time.mock.restore();

  assert.deepEqual(setting.state.typing, {});
});
