import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { EMPTY } from '../../main/resources/dev/chatrooms/web/client/client/state.js';
import { ANN, BEN, message, room } from './fixtures.js';

const NOTIFICATIONS = '../../main/resources/dev/chatrooms/web/client/ui/notifications.js';

/** A tab whose focus and notifications are those of the test. */
class Tab {
  state = { ...EMPTY, me: ANN, rooms: { ben: direct(1), tea: room({ lastSeq: 1, lastMessage: said(1) }) } };
  server = 'http://chat.test/';
  shown = [];
  opened = [];
  #listeners = new Set();

  async start() {
    // Each test has a module of its own, which keeps what the browser cannot do.
    this.module = await import(`${NOTIFICATIONS}?${tabs++}`);
    this.end = this.module.announceNews(this, (...place) => this.opened.push(place));
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  receive(...rooms) {
    const changed = Object.fromEntries(rooms.map(each => [each.id, each]));
    this.state = { ...this.state, rooms: { ...this.state.rooms, ...changed } };
    this.#listeners.forEach(listener => listener());
  }
}

let tabs = 0;
const said = (seq, values = {}) => message(seq, { createdAt: new Date().toISOString(), ...values });
const direct = (seq, me = {}) =>
  room({
    id: 'ben',
    kind: 'direct',
    name: undefined,
    peer: BEN,
    lastSeq: seq,
    lastMessage: said(seq),
    me: { readSeq: 1, unread: seq - 1, mentions: 0, muted: false, ...me },
  });
const mentioned = seq =>
  room({ lastSeq: seq, lastMessage: said(seq), me: { readSeq: 1, unread: seq - 1, mentions: seq - 1, muted: false } });

function tabTest(name, body) {
  test(name, async () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });
    const tab = new Tab();
    const channels = new Set();
    const globals = {
      document: { hasFocus: () => tab.hasFocus ?? false },
      window: { focus: () => (tab.hasFocus = true) },
      localStorage: { getItem: () => 'true', setItem: (key, value) => (tab.stored = value) },
      BroadcastChannel: class {
        constructor() {
          channels.add(this);
        }
        postMessage(data) {
          channels.forEach(other => other !== this && other.onmessage?.({ data }));
        }
        close() {
          channels.delete(this);
        }
      },
      Notification: class {
        static permission = 'granted';
        static requestPermission = async () => 'granted';
        constructor(title, { body: text, tag }) {
          Object.assign(this, { title, text, tag, isOpen: true });
          tab.shown.push(this);
        }
        close() {
          this.isOpen = false;
        }
      },
    };
    const former = Object.keys(globals).map(key => [key, Object.getOwnPropertyDescriptor(globalThis, key)]);
    Object.entries(globals).forEach(([key, value]) =>
      Object.defineProperty(globalThis, key, { value, configurable: true, writable: true }),
    );
    try {
      await tab.start();
      await body(tab, channels);
    } finally {
      tab.end();
      former.forEach(([key, old]) =>
        old ? Object.defineProperty(globalThis, key, old) : Reflect.deleteProperty(globalThis, key),
      );
      mock.timers.reset();
    }
  });
}

const titles = tab => tab.shown.map(({ title }) => title);

tabTest('direct messages and mentions are announced, and a click leads to them', tab => {
  tab.receive(direct(2), mentioned(2));
  mock.timers.tick(1000);
  assert.deepEqual(titles(tab), ['Ben', 'Ben · Tea']);
  tab.shown[1].onclick();

  assert.deepEqual(tab.opened, [['tea', 2]]);
  assert.equal(tab.shown[1].isOpen, false);
});

tabTest('many messages of one room are one notification', tab => {
  tab.receive(direct(2));
  tab.receive(direct(3));
  tab.receive(direct(4));
  mock.timers.tick(1000);

  assert.deepEqual(tab.shown.map(({ text }) => text), ['text 4']);
});

tabTest('a tab in focus is quiet', tab => {
  tab.hasFocus = true;
  tab.receive(direct(2));
  mock.timers.tick(1000);

  assert.deepEqual(titles(tab), []);
});

tabTest('a tab is quiet while another one is in focus', (tab, channels) => {
  tab.receive(direct(2));
  channels.forEach(channel => channel.onmessage({ data: 'seen' }));
  tab.receive(direct(3));
  mock.timers.tick(1000);
  assert.deepEqual(titles(tab), []);
  tab.receive(direct(4));
  mock.timers.tick(1000);

  assert.deepEqual(titles(tab), ['Ben']);
});

tabTest('a clock that is set back does not silence a tab', (tab, channels) => {
  tab.receive(direct(2));
  channels.forEach(channel => channel.onmessage({ data: 'seen' }));
  mock.timers.tick(1000);
  const back = Date.now() - 3_600_000;
  const time = mock.method(Date, 'now', () => back);
  tab.receive(direct(3));
  mock.timers.tick(1000);
  time.mock.restore();

  assert.deepEqual(titles(tab), ['Ben']);
});

tabTest('what another tab or device reads is not announced, and a shown notification is closed', tab => {
  tab.receive(direct(2));
  tab.receive(direct(2, { readSeq: 2, unread: 0 }));
  mock.timers.tick(1000);
  assert.deepEqual(titles(tab), []);
  tab.receive(direct(3, { readSeq: 2, unread: 1 }));
  mock.timers.tick(1000);
  assert.equal(tab.shown[0].isOpen, true);
  tab.receive(direct(3, { readSeq: 3, unread: 0 }));

  assert.equal(tab.shown[0].isOpen, false);
});

tabTest('notifications end with the session', tab => {
  tab.receive(direct(2));
  mock.timers.tick(1000);
  tab.receive(mentioned(2));
  tab.end();
  mock.timers.tick(1000);

  assert.deepEqual(tab.shown.map(({ isOpen }) => isOpen), [false]);
});

tabTest('nothing is announced before the user has asked for it', async tab => {
  Notification.permission = 'default';
  tab.receive(direct(2));
  mock.timers.tick(1000);
  assert.deepEqual(titles(tab), []);
  assert.equal(tab.module.notificationState(), 'off');
  Notification.requestPermission = async () => (Notification.permission = 'granted');

  assert.equal(await tab.module.setNotifications(true), 'on');
  assert.equal(tab.stored, 'true');
});

tabTest('a browser on a phone has no constructor of notifications', tab => {
  class OnPhones {
    static permission = 'granted';
    constructor() {
      throw new TypeError('Illegal constructor');
    }
  }
  Notification = OnPhones;
  tab.receive(direct(2));
  mock.timers.tick(1000);

  assert.equal(tab.module.notificationState(), 'unsupported');
});
