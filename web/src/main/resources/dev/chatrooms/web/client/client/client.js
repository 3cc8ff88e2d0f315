import { Connection } from './connection.js';
import { Deletions } from './deletions.js';
import { Http } from './http.js';
import { Sender } from './sender.js';
import { EMPTY } from './state.js';
import { unsent } from './outbox.js';
import { reduce } from './reducer.js';
import { startUpTo } from './threads.js';

const PAGE = 50;
/** Threads are read from their start, with large pages, as far as this. */
const LARGE_PAGE = 200;
const MAX_REPLIES = 10_000;
/** An access token lasts half an hour; the session a day after its last refresh. */
const REFRESH_MS = 15 * 60_000;
const READ_EVERY_MS = 400;
const TYPING_EVERY_MS = 3000;
const RELOAD_MS = 1000;
const LONGEST_RELOAD_MS = 60_000;
const MAX_PRESENCE = 200;
/** More ids make an address that servers and proxies refuse. */
const PRESENCE_PAGE = 100;
/** How often a list is requested again because events have changed it meanwhile. */
const ATTEMPTS = 4;
/** Tabs share the cookie of the login, so one tab has to know when another one signs in as someone else. */
const CHANNEL = 'chatrooms.account';

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
  #load;
  #loadTimer;
  #reads = new Map();
  #typedAt = new Map();
  #opened = new Map();
  #channel;
  /** Whether all has been loaded that the last fresh welcome left out. */
  #isComplete = false;
  #hasMoreRooms = false;

  /**
   * @param {object} options
   * @param {string} options.server the address of the server, with its path and a slash at the end
   * @param {(refused?: string) => Promise<string>} [options.token] returns an access token; without it, the login
   *     cookie counts. It gets the token that the server has just refused, and returns another one if it can.
   * @param {Storage} [options.storage] keeps unsent messages over a reload
   * @param {(error: Error) => void} [options.onError] gets what a listener throws, and faults of this client
   * @param {typeof fetch} [options.fetch] tests replace it
   * @param {(url: string) => WebSocket} [options.open] opens a socket; tests replace it
   */
  constructor({ server, token, storage, onError = report, fetch, open }) {
    this.server = server;
    this.token = token;
    this.onError = onError;
    /** @type {import('./state.js').State} */
    this.state = EMPTY;
    this.http = new Http({
      base: new URL('api/v1/', server).href,
      token,
      owner: () => this.state.me?.id,
      signedOut: () => this.#ended(this.state.me ? 'session_ended' : undefined),
      refreshed: account => this.#isOwn(account),
      fetch,
    });
    this.connection = new Connection({
      url: () => new URL('api/v1/ws', server).href.replace(/^http/, 'ws'),
      hello: () => this.#hello(),
      received: object => this.#received(object),
      changed: status => this.#connectionChanged(status),
      failed: error => this.onError(error),
      open,
    });
    this.sender = new Sender(this, storage);
    this.deletions = new Deletions(messageId => this.remove(messageId));
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
      this.#listeners.forEach(listener => this.#attempt(listener));
    }
  }

  /** Whatever a listener throws, the others are called, and the state goes on. */
  #attempt(action) {
    try {
      action();
    } catch (error) {
      this.onError(error);
    }
  }

  // ---- session

  /** Connects if there is a session. Returns whether there is one. */
  async resume() {
    // Browsers log each refused request as an error, also on the first visit.
    if (!this.token && !(await this.http.call('GET', 'auth/credentials', { isOpen: true })).present) {
      this.#ended(undefined);
      return false;
    }
    try {
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
    if (this.state.me && this.state.me.id !== account.id) {
      this.#ended(undefined);
    }
    this.#start(account);
  }

  async register(registration) {
    await this.http.call('POST', 'auth/register', { body: registration, isOpen: true });
    await this.signIn(registration.username, registration.password);
  }

  /** The messages that the server has not stored yet. Signing out loses them. */
  get unsent() {
    return unsent(this.state);
  }

  async signOut() {
    const { me } = this.state;
    await this.deletions.makeAll();
    await this.http.call('POST', 'auth/logout').catch(error => {
      if (error.status !== 401) {
        throw error;
      }
    });
    // The server closes the connection too, which may have ended the session already.
    this.sender.forget(me?.id);
    this.#ended(undefined);
  }

  #start(account) {
    if (!this.#isOwn(account)) {
      return;
    }
    this.stop();
    this.dispatch({ type: 'account', account });
    this.#isComplete = false;
    this.sender.restore();
    this.connection.start();
    this.#timers.push(setInterval(() => this.dispatch({ type: 'typingExpired', now: performance.now() }), 1000));
    if (!this.token) {
      this.#timers.push(setInterval(() => this.http.refresh().catch(() => {}), REFRESH_MS));
      this.#watchOtherTabs(account);
    }
  }

  /** Ends the session in this tab if another tab signs in with another account. */
  #watchOtherTabs(account) {
    if (!globalThis.BroadcastChannel) {
      return;
    }
    this.#channel = new BroadcastChannel(`${CHANNEL} ${this.server}`);
    this.#channel.unref?.();
    this.#channel.onmessage = ({ data }) => this.#isOwn({ id: data });
    this.#channel.postMessage(account.id);
  }

  /**
   * Returns whether the account is that of this client. If it is not, the session ends here, so that the data of two
   * accounts is never mixed. Unsent messages stay in the storage.
   */
  #isOwn({ id }) {
    const isOwn = !this.state.me || this.state.me.id === id;
    if (!isOwn) {
      this.#ended('other_account');
    }
    return isOwn;
  }

  /** Stops everything, and forgets the state of the account. */
  #ended(reason) {
    this.stop();
    this.deletions.drop();
    this.dispatch({ type: 'signedOut', connection: { status: 'signedOut', reason } });
  }

  /** Forgets the account without signing it out. Its unsent messages stay in the storage, its deletions are made. */
  close() {
    this.deletions.makeAll();
    this.#ended(undefined);
  }

  /** Closes the connection. The state stays as it is. */
  stop() {
    this.connection.stop();
    this.#timers.forEach(clearInterval);
    this.#timers = [];
    this.#channel?.close();
    this.#channel = undefined;
    this.#opened.clear();
    this.#load = undefined;
    clearTimeout(this.#loadTimer);
    clearTimeout(this.#readTimer);
    this.#readTimer = undefined;
    this.#reads.clear();
    this.#typedAt.clear();
    this.sender.stop();
  }

  // ---- connection

  /** Asks for a token at each connect: the one of the last connect may have expired since. */
  #hello() {
    const resume = this.state.cursor ? { cursor: this.state.cursor } : {};
    return this.token ? this.#withToken(resume) : resume;
  }

  async #withToken(resume) {
    this.accessToken = await this.token();
    return { token: this.accessToken, ...resume };
  }

  #received(object) {
    switch (object.op) {
      case 'welcome':
        if (this.#isOwn(object.account)) {
          this.#welcomed(object);
        }
        break;
      case 'event':
        this.#happened(object);
        break;
      case 'signal':
        this.dispatch({ type: 'signal', signal: object, now: performance.now() });
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

  #welcomed(welcome) {
    this.dispatch({ type: 'welcome', welcome });
    if (welcome.resume !== 'resumed') {
      this.#isComplete = false;
      this.#hasMoreRooms = Boolean(welcome.more);
    }
    this.#catchUp(1);
  }

  /** Loads what the welcome has left out, and tries again while the server cannot answer. */
  #catchUp(attempt) {
    clearTimeout(this.#loadTimer);
    const load = this.#loadAround();
    this.#load = load;
    load.catch(error => {
      const isTemporary = error.code === 'offline' || error.status === 429 || error.status >= 500;
      if (!isTemporary) {
        this.#unless(401, error);
      } else if (this.#load === load) {
        const growing = Math.min(RELOAD_MS * 2 ** (attempt - 1), LONGEST_RELOAD_MS);
        const wait = error.retryAfter ? error.retryAfter * 1000 : growing;
        this.#loadTimer = setTimeout(() => this.#catchUpIfOnline(attempt + 1), wait);
      }
    });
  }

  /** After an interruption, the next welcome continues. */
  #catchUpIfOnline(attempt) {
    if (this.state.connection.status === 'online') {
      this.#catchUp(attempt);
    }
  }

  /** Without one event the state is wrong, so a fault here is followed by a connection that starts anew. */
  #happened(event) {
    try {
      this.dispatch({ type: 'event', event });
    } catch (error) {
      this.onError(error);
      this.dispatch({ type: 'lost' });
      this.connection.again();
    }
  }

  #connectionChanged(connection) {
    if (connection.status === 'refused' && [1008, 4401, 4403].includes(connection.code)) {
      this.#signInAgain(connection.code).catch(error => this.#unlessOffline(error));
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
    const { me } = this.state;
    this.dispatch({ type: 'connection', connection: { status: 'connecting' } });
    this.sender.offline();
    try {
      if (!this.token) {
        await this.http.refresh();
      } else if ((await this.token(this.accessToken)) === this.accessToken) {
        this.#ended('session_ended');
      }
    } catch (error) {
      if (error.status === 401 && !this.token) {
        return;
      }
    }
    // The session may have ended meanwhile, here or in another tab.
    if (me && this.state.me === me) {
      this.connection.again();
    }
  }

  /** Loads what welcomes leave out. After an interruption, the next welcome continues. */
  async #loadAround() {
    if (!this.#isComplete) {
      const { freshAt } = this.state;
      if (this.#hasMoreRooms) {
        await this.#loadMoreRooms();
      }
      await this.#loadPeople();
      this.#isComplete = freshAt === this.state.freshAt;
    }
    // Presence has no history: what changed during an interruption has passed.
    const { rooms, contacts, presence } = this.state;
    const peers = Object.values(rooms).flatMap(room => (room.peer ? [room.peer.id] : []));
    await this.loadPresence([...new Set([...peers, ...Object.keys(contacts), ...Object.keys(presence)])]);
  }

  async #loadPeople() {
    const { contacts, blocks } = await this.#current(
      state => state.peopleAt,
      async () => {
        const [first, second] = await Promise.all([this.all('contacts'), this.all('blocks')]);
        return { contacts: first, blocks: second };
      },
    );
    this.dispatch({ type: 'contacts', items: contacts });
    this.dispatch({ type: 'blocks', items: blocks });
  }

  async #loadMoreRooms() {
    let cursor;
    do {
      let since;
      const page = await this.#current(
        state => state.peopleAt,
        () => {
          since = this.state.revision;
          return this.http.get('rooms', { limit: 200, cursor });
        },
      );
      this.dispatch({ type: 'rooms', items: page.items, since });
      for (const { id } of page.items.filter(room => !this.state.rooms[room.id])) {
        await this.loadRoom(id).catch(error => this.#unless(404, error));
      }
      cursor = page.next;
    } while (cursor);
    this.#hasMoreRooms = false;
  }

  /**
   * Returns the result of a request, made again if events have changed meanwhile what it loads.
   *
   * @param {(state: object) => number} changedAt returns the revision of the last such event
   */
  async #current(changedAt, request) {
    for (let attempt = 1; ; attempt++) {
      const since = this.state.revision;
      const result = await request();
      const isCurrent = Math.max(changedAt(this.state) ?? 0, this.state.freshAt) <= since;
      if (isCurrent || attempt === ATTEMPTS) {
        return result;
      }
    }
  }

  #unlessOffline(error) {
    if (error.code !== 'offline') {
      this.#unless(401, error);
    }
  }

  #unless(status, error) {
    if (error.status !== status) {
      this.onError(error);
    }
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
    for (let i = 0; i < Math.min(users.length, MAX_PRESENCE); i += PRESENCE_PAGE) {
      const { items } = await this.http.get('presence', { users: users.slice(i, i + PRESENCE_PAGE).join(',') });
      this.dispatch({ type: 'presence', items });
    }
  }

  // ---- messages

  /** Loads a room that is not in the list: a public one that the caller reads without joining. */
  async loadRoom(roomId) {
    let since;
    const room = await this.#current(
      state => Math.max(state.roomsAt[roomId] ?? 0, state.peopleAt),
      () => {
        since = this.state.revision;
        return this.http.get(`rooms/${encodeURIComponent(roomId)}`);
      },
    );
    this.dispatch({ type: 'room', room, since });
  }

  /** Takes the room of a response into the state. */
  async #room(request) {
    const since = this.state.revision;
    const room = await request();
    this.dispatch({ type: 'room', room, since });
    return room;
  }

  /** Replaces the window of a room by its newest page, or by the page around a message. */
  loadWindow(roomId, around) {
    return this.#loadPage(roomId, 'replace', around ? { around } : {});
  }

  /**
   * Extends the window of a room towards its start.
   *
   * @param {() => boolean} [isWanted] whether the page still counts once it is there: a full window drops messages at
   *     its other end, where the reader may be by then
   */
  loadBefore(roomId, isWanted) {
    const seq = this.state.windows[roomId]?.items[0]?.seq;
    return this.#loadPage(roomId, 'before', { before: seq }, isWanted);
  }

  /** Extends the window of a room towards its end. */
  loadAfter(roomId, isWanted) {
    const seq = this.state.windows[roomId]?.items.at(-1)?.seq;
    return this.#loadPage(roomId, 'after', { after: seq }, isWanted);
  }

  /**
   * Loads a page of a window. A later request to replace the window makes the page obsolete.
   *
   * @returns {Promise<boolean>} whether the page was still wanted
   */
  async #loadPage(roomId, place, query, isWanted = () => true) {
    const opened = (this.#opened.get(roomId) ?? 0) + (place === 'replace' ? 1 : 0);
    this.#opened.set(roomId, opened);
    let since;
    const page = await this.#current(
      state => Math.max(state.missed[roomId] ?? 0, state.peopleAt),
      () => {
        since = this.state.revision;
        return this.http.get(`rooms/${encodeURIComponent(roomId)}/messages`, { ...query, limit: PAGE });
      },
    );
    if (this.#opened.get(roomId) !== opened || !isWanted()) {
      return false;
    }
    this.dispatch({ type: 'page', roomId, page, place, from: query[place], since });
    return true;
  }

  /**
   * Notes where the reader of a room on the screen is, or of a thread by the id of its root; undefined once it has left
   * the screen.
   */
  viewed(roomId, place) {
    this.dispatch({ type: 'reader', roomId, place });
  }

  /**
   * Loads a thread up to its end or to the reply with a `seq`, at most its first ten thousand replies. `viewed` with
   * the id of its root forgets it.
   */
  async loadThread(rootId, seq = Infinity) {
    const thread = await this.#threadPage(rootId, undefined, LARGE_PAGE);
    this.dispatch({ type: 'thread', thread });
    const isBefore = ({ hasAfter, items }) => hasAfter && !(items.at(-1)?.seq >= seq);
    for (let i = LARGE_PAGE; i < MAX_REPLIES && isBefore(this.state.threads[rootId] ?? {}); i += LARGE_PAGE) {
      await this.loadRepliesAfter(rootId, LARGE_PAGE);
    }
  }

  /** Extends a thread towards its end. */
  async loadRepliesAfter(rootId, limit = PAGE) {
    let { next, items } = this.state.threads[rootId];
    const from = items.at(-1)?.seq ?? 0;
    let cursor;
    let page;
    do {
      cursor = next;
      page = await this.#threadPage(rootId, cursor, limit);
      ({ next, items } = page);
    } while (next && !items.some(item => item.seq > from));
    this.dispatch({ type: 'threadPage', rootId, place: 'after', from, items, cursor, next });
  }

  /** Extends a thread towards its start. Pages are known by their starts only, so one is read forwards. */
  async loadRepliesBefore(rootId) {
    const thread = this.state.threads[rootId];
    const from = thread.items[0].seq;
    const start = startUpTo(thread, from - 1);
    const found = [];
    let next = start.cursor;
    do {
      const page = await this.#threadPage(rootId, next, PAGE);
      found.push(...page.items.filter(item => item.seq < from));
      next = (page.items.at(-1)?.seq ?? from) < from ? page.next : undefined;
    } while (next);
    const items = found.slice(-PAGE);
    const hasBefore = start !== thread.starts[0] || items.length < found.length;
    this.dispatch({ type: 'threadPage', rootId, place: 'before', from, items, hasBefore });
  }

  #threadPage(rootId, cursor, limit) {
    return this.#current(
      state => state.revision,
      () => this.http.get(`messages/${rootId}/thread`, { limit, cursor }),
    );
  }

  /**
   * Sends a message. It is shown at once, and sent again with the same `clientId` after a lost connection.
   *
   * @param {string} roomId
   * @param {{text?: string, attachments?: object[], replyTo?: object, threadId?: string}} message with uploaded files
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
    const now = performance.now();
    if (now - (this.#typedAt.get(roomId) ?? -Infinity) >= TYPING_EVERY_MS) {
      this.#typedAt.set(roomId, now);
      this.connection.send({ op: 'typing', roomId, on: true });
    }
  }

  // ---- rooms

  createRoom(room) {
    return this.#room(() => this.http.call('POST', 'rooms', { body: room }));
  }

  directRoom(user) {
    return this.createRoom({ kind: 'direct', members: [user] });
  }

  join(roomId) {
    return this.#room(() => this.http.call('POST', `rooms/${roomId}/join`));
  }

  acceptInvite(code) {
    return this.#room(() => this.http.call('POST', `invites/${encodeURIComponent(code)}/accept`));
  }

  async leave(roomId) {
    await this.http.call('POST', `rooms/${roomId}/leave`);
    this.dispatch({ type: 'roomLost', roomId });
  }

  /** Changes the caller's own settings of a room. */
  changeMembership(roomId, settings) {
    return this.#room(() => this.http.call('PATCH', `rooms/${roomId}/me`, { body: settings }));
  }

  async loadMembers(roomId) {
    const items = await this.#current(
      state => Math.max(state.membersAt[roomId] ?? 0, state.peopleAt),
      () => this.all(`rooms/${roomId}/members`),
    );
    this.dispatch({ type: 'members', roomId, items });
    await this.loadPresence(Object.keys(this.state.members[roomId] ?? {}));
  }

  /** Loads a page of the members of a large room, beside those that are loaded. */
  async loadMemberPage(roomId, query) {
    const page = await this.#current(
      state => Math.max(state.membersAt[roomId] ?? 0, state.peopleAt),
      () => this.http.get(`rooms/${roomId}/members`, query),
    );
    this.dispatch({ type: 'memberPage', roomId, items: page.items });
    await this.loadPresence(page.items.map(member => member.user.id));
    return page;
  }

  async loadReads(roomId) {
    this.dispatch({ type: 'reads', roomId, items: await this.all(`rooms/${roomId}/reads`) });
  }
}

function report(error) {
  (globalThis.reportError ?? console.error)(error);
}
