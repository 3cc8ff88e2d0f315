import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Connection } from '../../main/resources/dev/chatrooms/web/client/client/connection.js';

/** A socket that a test opens, answers and closes by hand. */
class Socket {
  sent = [];
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {}
  answer(object) {
    this.onmessage({ data: JSON.stringify(object) });
  }
}

function connected() {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const sockets = [];
  const statuses = [];
  const received = [];
  const errors = [];
  const connection = new Connection({
    url: () => 'ws://test/',
    hello: () => ({ cursor: 'c1' }),
    received: object => {
      received.push(object);
      if (object.fails) {
        throw new Error('failed');
      }
    },
    changed: status => statuses.push(status),
    failed: error => errors.push(error.message),
    open: () => {
      sockets.push(new Socket());
      return sockets.at(-1);
    },
  });
  connection.start();
  sockets[0].onopen();
  sockets[0].answer({ op: 'welcome' });
  return { connection, sockets, statuses, received, errors, status: () => statuses.at(-1).status };
}

function withTimers(name, body) {
  test(name, () => {
    try {
      body(connected());
    } finally {
      mock.timers.reset();
    }
  });
}

withTimers('hello carries the cursor', ({ sockets, status }) => {
  assert.deepEqual(sockets[0].sent[0], { op: 'hello', cursor: 'c1' });
  assert.equal(status(), 'online');
});

withTimers('a lost connection is opened again after a wait', ({ sockets, status }) => {
  sockets[0].onclose({ code: 1006, reason: '' });
  assert.equal(status(), 'waiting');
  mock.timers.tick(500);
  assert.equal(sockets.length, 2);
});

withTimers('waits grow', ({ sockets, statuses }) => {
  const waits = [];
  for (let i = 0; i < 12; i++) {
    sockets.at(-1).onclose({ code: 1006, reason: '' });
    waits.push(statuses.at(-1).retryAt - Date.now());
    mock.timers.tick(30_000);
  }
  assert.ok(waits[0] >= 250 && waits[0] <= 500);
  assert.ok(waits[3] >= 2000 && waits[3] <= 4000);
  assert.ok(waits[11] >= 15_000 && waits[11] <= 30_000);
});

withTimers('a server that goes away names the wait', ({ sockets, statuses }) => {
  sockets[0].onclose({ code: 4000, reason: '1234' });
  assert.equal(statuses.at(-1).retryAt - Date.now(), 1234);
});

for (const code of [1008, 4400, 4401, 4403, 4429]) {
  withTimers(`${code} is not followed by another attempt`, ({ sockets, statuses }) => {
    sockets[0].onclose({ code, reason: '' });
    mock.timers.tick(120_000);
    assert.deepEqual(statuses.at(-1), { status: 'refused', code });
    assert.equal(sockets.length, 1);
  });
}

withTimers('a frozen connection is noticed by the missing answer to a ping', ({ sockets, status }) => {
  mock.timers.tick(20_000);
  assert.deepEqual(sockets[0].sent.at(-1), { op: 'ping' });
  mock.timers.tick(8000);
  assert.equal(status(), 'waiting');
});

withTimers('an answered ping keeps the connection', ({ sockets, status }) => {
  mock.timers.tick(20_000);
  sockets[0].answer({ op: 'pong', cursor: 'c2' });
  mock.timers.tick(19_000);
  assert.equal(status(), 'online');
});

withTimers('the end of a socket that was given up counts no more', ({ connection, sockets }) => {
  connection.fail();
  assert.equal(sockets[0].onclose, null);
  mock.timers.tick(500);
  assert.equal(sockets.length, 2);
});

withTimers('a frame may hold several objects', ({ sockets, received }) => {
  sockets[0].onmessage({ data: '{"op":"event"}\n{"op":"signal"}\n' });
  assert.deepEqual(received.slice(1).map(object => object.op), ['event', 'signal']);
});

withTimers('a connection that is not welcomed in time is given up', ({ sockets, status }) => {
  sockets[0].onclose({ code: 1006, reason: '' });
  mock.timers.tick(500);
  sockets[1].onopen();
  mock.timers.tick(10_000);
  assert.equal(status(), 'waiting');
});

withTimers('an object that cannot be handled does not stop the rest of its frame', connected => {
  const { sockets, received, errors, status } = connected;
  sockets[0].onmessage({ data: '{"op":"event","fails":true}\nnot JSON\n{"op":"signal"}\n' });
  assert.deepEqual(received.slice(1).map(object => object.op), ['event', 'signal']);
  assert.equal(errors.length, 2);
  assert.equal(status(), 'online');
});

function waitsAfterWelcomes({ sockets, statuses }, close, count = 8) {
  return Array.from({ length: count }, () => {
    const socket = sockets.at(-1);
    socket.onopen();
    socket.answer({ op: 'welcome' });
    socket.onclose(close);
    const wait = statuses.at(-1).retryAt - Date.now();
    mock.timers.tick(30_000);
    return wait;
  });
}

for (const close of [{ code: 1006, reason: '' }, { code: 4001, reason: '' }, { code: 4000, reason: '0' }]) {
  withTimers(`waits grow if each connection is closed with ${close.code} after its welcome`, connected => {
    assert.ok(waitsAfterWelcomes(connected, close).at(-1) >= 15_000);
  });
}

withTimers('waits start small again after a connection that lasted', ({ sockets, statuses }) => {
  waitsAfterWelcomes({ sockets, statuses }, { code: 1006, reason: '' });
  sockets.at(-1).onopen();
  sockets.at(-1).answer({ op: 'welcome' });
  mock.timers.tick(20_000);
  sockets.at(-1).answer({ op: 'pong' });
  mock.timers.tick(11_000);
  sockets.at(-1).onclose({ code: 1006, reason: '' });
  assert.ok(statuses.at(-1).retryAt - Date.now() <= 500);
});

withTimers('refused connections are tried again with growing waits', ({ connection, sockets, statuses }) => {
  let wait;
  for (let i = 0; i < 8; i++) {
    sockets.at(-1).onclose({ code: 4401, reason: '' });
    connection.again();
    wait = statuses.at(-1).retryAt - Date.now();
    mock.timers.tick(30_000);
  }
  assert.ok(wait >= 15_000);
});

withTimers('a welcome that cannot be handled ends the connection', ({ connection, sockets, status }) => {
  connection.fail();
  mock.timers.tick(500);
  sockets[1].answer({ op: 'welcome', fails: true });
  assert.equal(status(), 'waiting');
});
