/** Deletions that can still be undone. They belong to the session: a sign-out makes them, another end drops them. */
export class Deletions {
  #pending = new Map();
  #listeners = new Set();

  /** @param {(messageId: string) => Promise<*>} remove deletes a message */
  constructor(remove) {
    this.remove = remove;
    /** @type {Set<string>} the messages to hide, another set after each change */
    this.hidden = new Set();
  }

  /** Calls a function after each change of `hidden`, and returns a function that ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Deletes a message after a while.
   *
   * @param {string} messageId
   * @param {number} milliseconds
   * @param {(error: Error) => void} failed called if the message stays
   */
  add(messageId, milliseconds, failed) {
    this.#forget(messageId);
    const timer = setTimeout(() => this.make(messageId), milliseconds);
    this.#pending.set(messageId, { timer, failed });
    this.#hide([...this.hidden, messageId]);
  }

  undo(messageId) {
    if (this.#forget(messageId)) {
      this.#show(messageId);
    }
  }

  /** Deletes a message now, if its deletion is pending. */
  async make(messageId) {
    const deletion = this.#forget(messageId);
    if (deletion) {
      await this.remove(messageId).catch(error => {
        this.#show(messageId);
        deletion.failed(error);
      });
    }
  }

  async makeAll() {
    await Promise.all([...this.#pending.keys()].map(messageId => this.make(messageId)));
  }

  drop() {
    [...this.#pending.keys()].forEach(messageId => this.#forget(messageId));
    this.#hide([]);
  }

  /** Returns the deletion that was pending. */
  #forget(messageId) {
    const deletion = this.#pending.get(messageId);
    clearTimeout(deletion?.timer);
    this.#pending.delete(messageId);
    return deletion;
  }

  #show(messageId) {
    this.#hide([...this.hidden].filter(other => other !== messageId));
  }

  #hide(messageIds) {
    this.hidden = new Set(messageIds);
    this.#listeners.forEach(listener => listener());
  }
}
