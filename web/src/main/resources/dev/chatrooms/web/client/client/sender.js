import { isTemporary } from './outbox.js';

/** Without an answer for this long, the connection is given up, and the message is sent over the next one. */
const ACK_MS = 10_000;
const RETRY_MS = 1500;
const KEY = 'chatrooms.outbox';

/**
 * Sends the messages of the outbox, one at a time, so that they arrive in the order in which they were written. A
 * message whose answer was lost is sent again with the same `clientId`, which the server stores once.
 */
export class Sender {
  #waiting = null;
  #timer;

  /**
   * @param {import('./client.js').ChatClient} client
   * @param {Storage} [storage]
   */
  constructor(client, storage) {
    this.client = client;
    this.storage = storage;
  }

  send(roomId, { text, replyTo, threadId }) {
    const draft = { clientId: randomId(), roomId, text, replyTo, threadId, createdAt: new Date().toISOString() };
    this.#change({ type: 'queued', draft });
    this.#next();
  }

  retry(clientId) {
    this.#change({ type: 'retried', clientId });
    this.#next();
  }

  discard(clientId) {
    this.#change({ type: 'discarded', clientId });
  }

  online() {
    this.#next();
  }

  offline() {
    this.#waiting = null;
    clearTimeout(this.#timer);
  }

  stop() {
    this.offline();
  }

  /** Handles an ack or an error. */
  answered(object) {
    const clientId = this.#waiting;
    if (!clientId || object.ref !== clientId) {
      return;
    }
    this.#waiting = null;
    clearTimeout(this.#timer);
    if (object.op === 'ack') {
      this.#change({ type: 'ack', clientId, ack: object });
    } else if (isTemporary(object.code)) {
      this.#timer = setTimeout(() => this.#next(), object.retryAfterMs ?? RETRY_MS);
      return;
    } else {
      this.#change({ type: 'refused', clientId, error: { code: object.code, detail: object.detail } });
    }
    this.#next();
  }

  /** Sends the next message, if no other one is waiting for its answer. */
  #next() {
    if (this.#waiting) {
      return;
    }
    clearTimeout(this.#timer);
    const item = this.client.state.outbox.find(candidate => candidate.status === 'pending');
    if (!item) {
      return;
    }
    const { clientId, roomId, text, threadId } = item;
    const sent = this.client.connection.send({
      op: 'send',
      ref: clientId,
      clientId,
      roomId,
      text,
      ...(threadId && { threadId }),
      ...(item.replyTo && { replyTo: item.replyTo.id }),
    });
    if (sent) {
      this.#waiting = clientId;
      this.#timer = setTimeout(() => this.client.connection.fail(), ACK_MS);
    }
  }

  #change(action) {
    this.client.dispatch(action);
    this.#store();
  }

  // ---- over a reload of the page

  #store() {
    const unsent = this.client.state.outbox.filter(item => item.status !== 'sent');
    const owner = this.client.state.me?.id;
    this.#attempt(() =>
      unsent.length > 0
        ? this.storage.setItem(KEY, JSON.stringify({ owner, unsent }))
        : this.storage.removeItem(KEY),
    );
  }

  restore() {
    this.#attempt(() => {
      const { owner, unsent } = JSON.parse(this.storage.getItem(KEY) ?? '{}');
      if (owner === this.client.state.me.id) {
        unsent.forEach(item => this.client.dispatch({ type: 'queued', draft: item }));
      }
    });
  }

  forget() {
    this.#attempt(() => this.storage.removeItem(KEY));
  }

  /** A full or forbidden storage must not stop a message. */
  #attempt(action) {
    if (!this.storage) {
      return;
    }
    try {
      action();
    } catch {
      this.storage = undefined;
    }
  }
}

/** Returns an id that is unique. `crypto.randomUUID` exists on secure origins only. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
