import { Connection } from './connection.js';
import { Http } from './http.js';
import { Sender } from './sender.js';
import { EMPTY } from './state.js';
import { reduce } from './reducer.js';

const PAGE = 50;
/** An access token lasts half an hour; the session a day after its last refresh. */
const REFRESH_MS = 15 * 60_000;
const READ_EVERY_MS = 400;
const TYPING_EVERY_MS = 3000;
const MAX_PRESENCE = 200;

/**
 * A client of one account: it connects, resumes, and keeps the state up to date.
 *
 * ```js
 * const client = new ChatClient({ server: 'https://chat.example.org/' });
 * client.subscribe(() => render(client.state));
 * await client.signIn('ann', 'correct horse');
 * client.send(roomId, { text: 'Hello' });
 * ```
 */
export class ChatClient {
  #listeners = new Set();
  #timers = [];
  #readTimer;
  #reads = new Map();
  #typedAt = new Map();

  /**
   * @param {object} options
   * @param {string} options.server the address of the server, with its path and a slash at the end
   * @param {() => Promise<string>} [options.token] returns an access token; without it, the login cookie counts
   * @param {Storage} [options.storage] keeps unsent messages over a reload
   */
  constructor({ server, token, storage }) {
    this.server = server;
    this.token = token;
    /** @type {import('./state.js').State} */
    this.state = EMPTY;
    this.http = new Http({
      base: new URL('api/v1/', server).href,
      token,
      signedOut: () => this.#ended(this.state.me ? 'session_ended' : undefined),
    });
    this.connection = new Connection({
      url: () => new URL('api/v1/ws', server).href.replace(/^http/, 'ws'),
      hello: () => this.#hello(),
      received: object => this.#received(object),
      changed: status => this.#connectionChanged(status),
    });
    this.sender = new Sender(this, storage);
  }

  /** Calls a function after each change of the state, and returns a function that ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(action) {
    const before = this.state;
    this.state = reduce(before, action);
    if (this.state !== before) {
      this.#listeners.forEach(listener => listener());
    }
  }

  // ---- session

  /** Connects if there is a session. Returns whether there is one. */
  async resume() {
    try {
      if (this.token) {
        this.accessToken = await this.token();
      }
      const account = await this.http.get('me');
      this.#start(account);
      return true;
    } catch (error) {
      if (error.status === 401) {
        this.#ended(undefined);
        return false;
      }
      throw error;
    }
  }

  async signIn(username, password) {
    const body = { username, password, cookies: true };
    const { account } = await this.http.call('POST', 'auth/login', { body, isOpen: true });
    this.#start(account);
  }

  async register(registration) {
    await this.http.call('POST', 'auth/register', { body: registration, isOpen: true });
    await this.signIn(registration.username, registration.password);
  }

  async signOut() {
    await this.http.call('POST', 'auth/logout').catch(error => {
      if (error.status !== 401) {
        throw error;
      }
    });
    this.sender.forget();
    this.#ended(undefined);
  }

  #start(account) {
    this.dispatch({ type: 'account', account });
    this.sender.restore();
    this.connection.start();
    this.#timers.push(
      setInterval(() => this.dispatch({ type: 'typingExpired', now: Date.now() }), 1000),
      setInterval(() => !this.token && this.http.refresh().catch(() => {}), REFRESH_MS),
    );
  }

  /** Stops everything, and forgets the state of the account. */
  #ended(reason) {
    this.stop();
    this.dispatch({ type: 'signedOut', connection: { status: 'signedOut', reason } });
  }

  /** Closes the connection. The state stays as it is. */
  stop() {
    this.connection.stop();
    this.#timers.forEach(clearInterval);
    this.#timers = [];
    clearTimeout(this.#readTimer);
    this.#readTimer = undefined;
    this.#reads.clear();
    this.#typedAt.clear();
    this.sender.stop();
  }

  // ---- connection

  #hello() {
    return {
      ...(this.accessToken && { token: this.accessToken }),
      ...(this.state.cursor && { cursor: this.state.cursor }),
    };
  }

  #received(object) {
    switch (object.op) {
      case 'welcome':
        this.dispatch({ type: 'welcome', welcome: object });
        if (object.resume !== 'resumed') {
          this.#loadAround(object).catch(ignoreOffline);
        }
        break;
      case 'event':
        this.dispatch({ type: 'event', event: object });
        break;
      case 'signal':
        this.dispatch({ type: 'signal', signal: object, now: Date.now() });
        break;
      case 'pong':
        this.dispatch({ type: 'pong', cursor: object.cursor });
        break;
      case 'ack':
      case 'error':
        this.sender.answered(object);
        break;
    }
  }

  #connectionChanged(connection) {
    if (connection.status === 'refused' && [4401, 4403].includes(connection.code)) {
      this.#signInAgain(connection.code);
      return;
    }
    this.dispatch({ type: 'connection', connection });
    if (connection.status === 'online') {
      this.sender.online();
    } else {
      this.sender.offline();
    }
  }

  /** A socket outlives its access token, but a new one needs a current token. */
  async #signInAgain(code) {
    if (code === 4403) {
      this.#ended('session_ended');
      return;
    }
    this.dispatch({ type: 'connection', connection: { status: 'connecting' } });
    try {
      if (this.token) {
        const token = await this.token();
        if (token === this.accessToken) {
          this.#ended('session_ended');
          return;
        }
        this.accessToken = token;
      } else {
        await this.http.refresh();
      }
      this.connection.start();
    } catch (error) {
      if (error.status !== 401) {
        setTimeout(() => this.connection.start(), 5000);
      }
    }
  }

  /** Loads what a welcome leaves out. */
  async #loadAround(welcome) {
    if (welcome.more) {
      await this.#loadMoreRooms();
    }
    const [contacts, blocks] = await Promise.all([this.all('contacts'), this.all('blocks')]);
    this.dispatch({ type: 'contacts', items: contacts });
    this.dispatch({ type: 'blocks', items: blocks });
    const peers = Object.values(this.state.rooms).flatMap(room => (room.peer ? [room.peer.id] : []));
    await this.loadPresence([...new Set([...peers, ...contacts.map(user => user.id)])]);
  }

  async #loadMoreRooms() {
    let cursor;
    do {
      const since = this.state.revision;
      const page = await this.http.get('rooms', { limit: 200, cursor });
      this.dispatch({ type: 'rooms', items: page.items, since });
      cursor = page.next;
    } while (cursor);
  }

  /** Returns all items of a list, up to a thousand. */
  async all(path, query = {}) {
    const items = [];
    let cursor;
    do {
      const page = await this.http.get(path, { limit: 200, cursor, ...query });
      items.push(...page.items);
      cursor = page.next;
    } while (cursor && items.length < 1000);
    return items;
  }

  async loadPresence(users) {
    if (users.length > 0) {
      const { items } = await this.http.get('presence', { users: users.slice(0, MAX_PRESENCE).join(',') });
      this.dispatch({ type: 'presence', items });
    }
  }

  // ---- messages

  /** Loads a room that is not in the list: a public one that the caller reads without joining. */
  async loadRoom(roomId) {
    const room = await this.http.get(`rooms/${roomId}`);
    this.dispatch({ type: 'room', room });
  }

  /** Replaces the window of a room by its newest page, or by the page around a message. */
  loadWindow(roomId, around) {
    return this.#loadPage(roomId, 'replace', around ? { around } : {});
  }

  loadBefore(roomId) {
    const seq = this.state.windows[roomId]?.items[0]?.seq;
    return this.#loadPage(roomId, 'before', { before: seq });
  }

  loadAfter(roomId) {
    const seq = this.state.windows[roomId]?.items.at(-1)?.seq;
    return this.#loadPage(roomId, 'after', { after: seq });
  }

  /** Requests a page again if an event has changed a message meanwhile that may be in it. */
  async #loadPage(roomId, place, query) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const since = this.state.revision;
      const page = await this.http.get(`rooms/${roomId}/messages`, { ...query, limit: PAGE });
      if ((this.state.missed[roomId] ?? 0) <= since || attempt === 2) {
        this.dispatch({ type: 'page', roomId, page, place, since });
        return;
      }
    }
  }

  /** Requests a thread again if an event may have changed it meanwhile. */
  async loadThread(rootId) {
    let thread;
    for (let attempt = 0, since; attempt < 3 && since !== this.state.revision; attempt++) {
      since = this.state.revision;
      thread = await this.http.get(`messages/${rootId}/thread`, { limit: 200 });
    }
    this.dispatch({ type: 'thread', thread });
    let next = thread.next;
    while (next) {
      const page = await this.http.get(`messages/${rootId}/thread`, { limit: 200, cursor: next });
      this.dispatch({ type: 'threadPage', rootId, page });
      next = page.next;
    }
  }

  /**
   * Sends a message. It is shown at once, and sent again with the same `clientId` after a lost connection.
   *
   * @param {string} roomId
   * @param {{text: string, replyTo?: object, threadId?: string}} message
   */
  send(roomId, message) {
    this.#typedAt.delete(roomId);
    this.sender.send(roomId, message);
  }

  edit(messageId, text) {
    return this.http.call('PATCH', `messages/${messageId}`, { body: { text } });
  }

  remove(messageId) {
    return this.http.call('DELETE', `messages/${messageId}`);
  }

  react(messageId, emoji, on) {
    const path = `messages/${messageId}/reactions/${encodeURIComponent(emoji)}`;
    return this.http.call(on ? 'PUT' : 'DELETE', path);
  }

  pin(messageId, on) {
    return this.http.call(on ? 'PUT' : 'DELETE', `messages/${messageId}/pin`);
  }

  /** Moves the read marker forward. Reports in quick succession are merged. */
  read(roomId, seq) {
    const me = this.state.rooms[roomId]?.me;
    if (!me || seq <= Math.max(me.readSeq, this.#reads.get(roomId) ?? 0)) {
      return;
    }
    this.#reads.set(roomId, seq);
    this.#readTimer ??= setTimeout(() => {
      this.#readTimer = undefined;
      this.#reads.forEach((last, id) => this.connection.send({ op: 'read', roomId: id, seq: last }));
      this.#reads.clear();
    }, READ_EVERY_MS);
  }

  markUnread(roomId, seq) {
    this.#reads.delete(roomId);
    return this.http.call('PUT', `rooms/${roomId}/read`, { body: { seq, markUnread: true } });
  }

  /** Reports that the user types, at most every three seconds. */
  typing(roomId) {
    const now = Date.now();
    if (now - (this.#typedAt.get(roomId) ?? 0) >= TYPING_EVERY_MS) {
      this.#typedAt.set(roomId, now);
      this.connection.send({ op: 'typing', roomId, on: true });
    }
  }

  // ---- rooms

  async createRoom(room) {
    const created = await this.http.call('POST', 'rooms', { body: room });
    this.dispatch({ type: 'room', room: created });
    return created;
  }

  directRoom(user) {
    return this.createRoom({ kind: 'direct', members: [user] });
  }

  async join(roomId) {
    this.dispatch({ type: 'room', room: await this.http.call('POST', `rooms/${roomId}/join`) });
  }

  async acceptInvite(code) {
    const room = await this.http.call('POST', `invites/${encodeURIComponent(code)}/accept`);
    this.dispatch({ type: 'room', room });
    return room;
  }

  async leave(roomId) {
    await this.http.call('POST', `rooms/${roomId}/leave`);
    this.dispatch({ type: 'roomLost', roomId });
  }

  /** Changes the caller's own settings of a room. */
  async changeMembership(roomId, settings) {
    this.dispatch({ type: 'room', room: await this.http.call('PATCH', `rooms/${roomId}/me`, { body: settings }) });
  }

  async loadMembers(roomId) {
    this.dispatch({ type: 'members', roomId, items: await this.all(`rooms/${roomId}/members`) });
    await this.loadPresence(Object.keys(this.state.members[roomId]));
  }

  async loadReads(roomId) {
    this.dispatch({ type: 'reads', roomId, items: await this.all(`rooms/${roomId}/reads`) });
  }
}

function ignoreOffline(error) {
  if (error.code !== 'offline' && error.status !== 401) {
    throw error;
  }
}
