import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ChatClient } from '../../main/resources/dev/chatrooms/web/client/client/index.js';
import { ANN, welcome } from './fixtures.js';

/** A client whose requests are answered by a function, and whose sockets are answered by the test. */
export class Setting {
  sockets = [];
  requests = [];
  errors = [];
  answers = {
    'GET auth/credentials': () => ({ present: true }),
    'GET me': () => ANN,
    'GET contacts': () => ({ items: [] }),
    'GET blocks': () => ({ items: [] }),
    'GET presence': () => ({ items: [] }),
    'POST auth/refresh': () => ({ account: ANN }),
    'POST auth/logout': () => ({}),
  };

  constructor(options = {}) {
    const items = new Map();
    this.storage = {
      getItem: key => items.get(key) ?? null,
      setItem: (key, value) => items.set(key, value),
      removeItem: key => items.delete(key),
    };
    this.client = new ChatClient({
      server: `http://${options.host ?? 'chat.test'}/`,
      storage: this.storage,
      onError: error => this.errors.push(error),
      fetch: (url, request) => this.#answer(new URL(url), request),
      open: () => {
        const socket = { sent: [], send: text => socket.sent.push(JSON.parse(text)), close() {} };
        this.sockets.push(socket);
        return socket;
      },
      ...options,
    });
  }

  async #answer(url, { method, headers, credentials }) {
    const path = url.pathname.replace('/api/v1/', '');
    this.requests.push({ call: `${method} ${path}`, query: url.searchParams, headers, credentials });
    const answer = this.answers[`${method} ${path}`];
    assert.ok(answer, `${method} ${path}`);
    const content = await answer(url.searchParams);
    const { status = 200, ...body } = content;
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  }

  calls(call) {
    return this.requests.filter(request => request.call === call).length;
  }

  get state() {
    return this.client.state;
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** Gives the client objects of the server, in one frame. */
  receive(...objects) {
    this.socket.onmessage({ data: objects.map(object => JSON.stringify(object)).join('\n') });
  }

  async welcomed(values) {
    this.socket.onopen();
    this.receive(welcome(values));
    await settled();
  }

  async start() {
    await this.client.resume();
    await this.welcomed();
    return this;
  }

  /** Loses the connection, and waits for the next one. */
  async cut() {
    this.socket.onclose({ code: 1006, reason: '' });
    await later(1000);
  }

  /** Waits for the next socket, and returns for how long. */
  async reconnected() {
    const { length } = this.sockets;
    const started = Date.now();
    while (this.sockets.length === length && Date.now() - started < 60_000) {
      await later(100);
    }
    return Date.now() - started;
  }
}

/** Lets promises go on, however many follow each other. */
export async function settled() {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
    await new Promise(resolve => setImmediate(resolve));
  }
}

export async function later(milliseconds) {
  for (let i = 0; i < 10; i++) {
    mock.timers.tick(milliseconds / 10);
    await settled();
  }
}

/** A test of clients, which end with it. Time passes only by `later`. */
export function clientTest(name, body) {
  test(name, async () => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    const clock = mock.method(performance, 'now', () => Date.now());
    const settings = [];
    const open = options => {
      settings.push(new Setting(options));
      return settings.at(-1);
    };
    try {
      await body(open);
    } finally {
      settings.forEach(setting => setting.client.stop());
      clock.mock.restore();
      mock.timers.reset();
    }
  });
}
