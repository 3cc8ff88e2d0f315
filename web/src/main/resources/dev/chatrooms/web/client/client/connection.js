/** The time for a connection to open and to be welcomed. */
const CONNECT_MS = 10_000;
/** A browser sees no protocol ping, so the client sends its own. */
const PING_EVERY_MS = 20_000;
/** Without an answer for this long, the connection is taken for dead: browsers keep frozen ones open. */
const ANSWER_MS = 8_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A connection that lasts this long was a success, after which waits start small again. */
const STABLE_MS = 30_000;

/**
 * A WebSocket that reconnects by itself.
 *
 * ```text
 * start ─▶ connecting ─ welcome ─▶ online ─┐
 *              ▲                           │ lost, or closed with 40xx
 *              └────── waiting ◀───────────┘
 *          refused: closed with 44xx; only start() and again() leave it
 * ```
 *
 * Waits grow with each failure and are random, so that clients of a restarted server do not return at once. A
 * connection that ends soon after its welcome counts as a failure too.
 */
export class Connection {
  /**
   * @param {object} options
   * @param {() => string} options.url
   * @param {() => object|Promise<object>} options.hello returns the first object, with the cursor to resume from
   * @param {(object: object) => void} options.received gets every object of the server
   * @param {(status: {status: string, retryAt?: number, code?: number}) => void} options.changed
   * @param {(error: Error) => void} options.failed gets what `received` has thrown; the connection goes on
   * @param {(url: string) => WebSocket} [options.open] opens a socket; tests replace it
   */
  constructor({ url, hello, received, changed, failed, open = address => new WebSocket(address) }) {
    Object.assign(this, { url, hello, received, changed, failed, open });
    this.failures = 0;
    this.attempt = 0;
    this.socket = null;
    this.timers = new Set();
    this.isOnline = false;
    this.isConnecting = false;
  }

  /** Connects now, unless it is connected already. */
  start() {
    this.failures = 0;
    if (!this.socket && !this.isConnecting) {
      this.#connect();
    }
  }

  /** Connects after the wait that is due. */
  again() {
    this.#release();
    this.#wait(this.#nextWait());
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
    } else if (this.isWaiting) {
      this.#connect();
    }
  }

  /** Gives the connection up as lost, and reconnects. */
  fail() {
    if (this.socket || this.isConnecting) {
      this.#closed(1006, '');
    }
  }

  /** The first object is made before the socket is opened: the server does not wait long for it. */
  async #connect() {
    this.#release();
    const attempt = this.attempt;
    this.isConnecting = true;
    this.changed({ status: 'connecting' });
    this.#after(CONNECT_MS, () => this.fail());
    try {
      const hello = this.hello();
      const first = typeof hello?.then === 'function' ? await hello : hello;
      if (attempt !== this.attempt) {
        return;
      }
      this.#open(JSON.stringify({ op: 'hello', ...first }));
    } catch {
      if (attempt === this.attempt) {
        this.fail();
      }
    }
  }

  #open(hello) {
    const socket = this.open(this.url());
    this.socket = socket;
    this.isConnecting = false;
    socket.onopen = () => socket.send(hello);
    socket.onmessage = ({ data }) => this.#frame(socket, data);
    socket.onclose = ({ code, reason }) => this.#closed(code, reason);
  }

  /** Handles each object of a frame, whatever happens with those before it. */
  #frame(socket, text) {
    this.heard = true;
    for (const line of text.split('\n')) {
      if (line && socket === this.socket) {
        try {
          this.#object(JSON.parse(line));
        } catch (error) {
          this.failed(error);
        }
      }
    }
  }

  #object(object) {
    if (object.op !== 'welcome') {
      this.received(object);
      return;
    }
    this.#clearTimers();
    this.isOnline = true;
    this.#keepAlive();
    this.#after(STABLE_MS, () => (this.failures = 0));
    const { socket } = this;
    try {
      this.received(object);
    } catch (error) {
      this.fail();
      throw error;
    }
    // The welcome may have ended the connection.
    if (socket === this.socket) {
      this.changed({ status: 'online' });
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
    if (code === 1008 || (code >= 4400 && code < 4500)) {
      this.changed({ status: 'refused', code });
      return;
    }
    const isFirst = this.failures === 0;
    const wait = this.#nextWait();
    if (code === 4000 && /^\d+$/.test(reason)) {
      const named = Math.min(Number(reason), LONGEST_WAIT_MS);
      this.#wait(isFirst ? named : Math.max(named, wait));
    } else {
      this.#wait(wait);
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
    this.attempt++;
    this.isOnline = false;
    this.isWaiting = false;
    this.isConnecting = false;
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }
}
