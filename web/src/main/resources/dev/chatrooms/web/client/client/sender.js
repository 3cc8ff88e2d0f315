import { isTemporary, unsent } from './outbox.js';

/** Without an answer for this long, the connection is given up, and the message is sent over the next one. */
const ACK_MS = 10_000;
const RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
const KEY = 'chatrooms.outbox.';

/**
 * Sends the messages of the outbox, one at a time, so that they arrive in the order in which they were written. A
 * message whose answer was lost is sent again with the same `clientId`, which the server stores once.
 */
export class Sender {
  #waiting = null;
  #refusals = 0;
  #timer;
  #pause;

  /**
   * @param {import('./client.js').ChatClient} client
   * @param {Storage} [storage]
   */
  constructor(client, storage) {
    this.client = client;
    this.storage = storage;
  }

  send(roomId, { text, attachments, replyTo, threadId }) {
    const createdAt = new Date().toISOString();
    const draft = { clientId: randomId(), roomId, text, attachments, replyTo, threadId, createdAt };
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
    this.#resume();
  }

  stop() {
    this.offline();
    this.#refusals = 0;
  }

  #resume() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  /** Handles an ack or an error. */
  answered(object) {
    const clientId = this.#waiting;
    if (!clientId || object.ref !== clientId) {
      return;
    }
    this.#waiting = null;
    clearTimeout(this.#timer);
    if (object.op === 'error' && isTemporary(object.code, ++this.#refusals)) {
      const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (this.#refusals - 1));
      this.#pause = setTimeout(() => {
        this.#resume();
        this.#next();
      }, object.retryAfterMs ?? wait);
      return;
    }
    this.#refusals = 0;
    if (object.op === 'ack') {
      this.#change({ type: 'ack', clientId, ack: object });
    } else {
      this.#change({ type: 'refused', clientId, error: { code: object.code, detail: object.detail } });
    }
    this.#next();
  }

  /** Sends the next message, if no other one waits for its answer or for another attempt. */
  #next() {
    if (this.#waiting || this.#pause) {
      return;
    }
    const item = this.client.state.outbox.find(candidate => candidate.status === 'pending');
    if (!item) {
      return;
    }
    const { clientId, roomId, text, attachments = [], threadId } = item;
    const sent = this.client.connection.send({
      op: 'send',
      ref: clientId,
      clientId,
      roomId,
      ...(text && { text }),
      ...(attachments.length > 0 && { attachments: attachments.map(file => file.id) }),
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

  /** The messages of each account are kept apart: they stay when a session ends, until the account is back. */
  get #key() {
    return KEY + this.client.state.me?.id;
  }

  #store() {
    const items = unsent(this.client.state);
    this.#attempt(() =>
      items.length > 0
        ? this.storage.setItem(this.#key, JSON.stringify(items))
        : this.storage.removeItem(this.#key),
    );
  }

  restore() {
    this.#attempt(() =>
      JSON.parse(this.storage.getItem(this.#key) ?? '[]').forEach(draft =>
        this.client.dispatch({ type: 'queued', draft }),
      ),
    );
  }

  forget(accountId) {
    this.#attempt(() => this.storage.removeItem(KEY + accountId));
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
