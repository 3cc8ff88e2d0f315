/** The time for a connection to open and to be welcomed. */
const CONNECT_MS = 10_000;
/** A browser sees no protocol ping, so the client sends its own. */
const PING_EVERY_MS = 20_000;
/** Without an answer for this long, the connection is taken for dead: browsers keep frozen ones open. */
const ANSWER_MS = 8_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * A WebSocket that reconnects by itself.
 *
 * ```text
 * start ─▶ connecting ─ welcome ─▶ online ─┐
 *              ▲                           │ lost, or closed with 40xx
 *              └────── waiting ◀───────────┘
 *          refused: closed with 44xx; only start() leaves it
 * ```
 *
 * Waits grow with each failure and are random, so that clients of a restarted server do not return at once.
 */
export class Connection {
  /**
   * @param {object} options
   * @param {() => string} options.url
   * @param {() => object} options.hello returns the first object, with the cursor to resume from
   * @param {(object: object) => void} options.received gets every object of the server
   * @param {(status: {status: string, retryAt?: number, code?: number}) => void} options.changed
   * @param {(url: string) => WebSocket} [options.open] opens a socket; tests replace it
   */
  constructor({ url, hello, received, changed, open = address => new WebSocket(address) }) {
    Object.assign(this, { url, hello, received, changed, open });
    this.failures = 0;
    this.socket = null;
    this.timers = new Set();
    this.isOnline = false;
  }

  /** Connects now, unless it is connected already. */
  start() {
    this.failures = 0;
    if (!this.socket) {
      this.#connect();
    }
  }

  stop() {
    this.#release();
  }

  /** Returns whether the object could be given to an open connection. */
  send(object) {
    if (!this.isOnline) {
      return false;
    }
    this.socket.send(JSON.stringify(object));
    return true;
  }

  /** Checks the connection at once, for example after the device was asleep. */
  check() {
    if (this.isOnline) {
      this.#ping();
    } else if (!this.socket && this.isWaiting) {
      this.#connect();
    }
  }

  /** Gives the connection up as lost, and reconnects. */
  fail() {
    if (this.socket) {
      this.#closed(1006, '');
    }
  }

  #connect() {
    this.#release();
    this.changed({ status: 'connecting' });
    let socket;
    try {
      socket = this.open(this.url());
    } catch {
      this.#wait(this.#nextWait());
      return;
    }
    this.socket = socket;
    this.#after(CONNECT_MS, () => this.fail());
    socket.onopen = () => socket.send(JSON.stringify({ op: 'hello', ...this.hello() }));
    socket.onmessage = ({ data }) => this.#frame(socket, data);
    socket.onclose = ({ code, reason }) => this.#closed(code, reason);
  }

  #frame(socket, text) {
    this.heard = true;
    for (const line of text.split('\n')) {
      if (line && socket === this.socket) {
        this.#object(JSON.parse(line));
      }
    }
  }

  #object(object) {
    if (object.op === 'welcome') {
      this.#clearTimers();
      this.failures = 0;
      this.isOnline = true;
      this.received(object);
      this.changed({ status: 'online' });
      this.#keepAlive();
    } else {
      this.received(object);
    }
  }

  #keepAlive() {
    this.#after(PING_EVERY_MS, () => {
      this.#ping();
      this.#keepAlive();
    });
  }

  #ping() {
    if (this.isPinging) {
      return;
    }
    this.isPinging = true;
    this.heard = false;
    this.send({ op: 'ping' });
    this.#after(ANSWER_MS, () => {
      this.isPinging = false;
      if (!this.heard) {
        this.fail();
      }
    });
  }

  #closed(code, reason) {
    this.#release();
    if (code >= 4400 && code < 4500) {
      this.changed({ status: 'refused', code });
      return;
    }
    if (code === 4000 && /^\d+$/.test(reason)) {
      this.#wait(Math.min(Number(reason), LONGEST_WAIT_MS));
    } else if (code === 4001) {
      this.#wait(Math.random() * FIRST_WAIT_MS);
    } else {
      this.#wait(this.#nextWait());
    }
  }

  #nextWait() {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures++);
    return longest / 2 + (Math.random() * longest) / 2;
  }

  #wait(milliseconds) {
    this.isWaiting = true;
    this.changed({ status: 'waiting', retryAt: Date.now() + milliseconds });
    this.#after(milliseconds, () => this.#connect());
  }

  #after(milliseconds, action) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, milliseconds);
    this.timers.add(timer);
  }

  #clearTimers() {
    this.timers.forEach(clearTimeout);
    this.timers.clear();
    this.isPinging = false;
  }

  /** Forgets the socket. Its later events count no more: a frozen one may report its end minutes later. */
  #release() {
    this.#clearTimers();
    this.isOnline = false;
    this.isWaiting = false;
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }
}
