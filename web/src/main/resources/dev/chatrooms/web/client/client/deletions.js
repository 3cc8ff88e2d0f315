/** Deletions that can still be undone. They belong to the session: a sign-out makes them, another end drops them. */
export class Deletions {
  #pending = new Map();

  /** @param {(messageId: string) => Promise<*>} remove deletes a message */
  constructor(remove) {
    this.remove = remove;
  }

  /**
   * Deletes a message after a while.
   *
   * @param {string} messageId
   * @param {number} milliseconds
   * @param {(error: Error) => void} failed called if the message stays
   */
  add(messageId, milliseconds, failed) {
    this.undo(messageId);
    const timer = setTimeout(() => this.make(messageId), milliseconds);
    this.#pending.set(messageId, { timer, failed });
  }

  undo(messageId) {
    clearTimeout(this.#pending.get(messageId)?.timer);
    this.#pending.delete(messageId);
  }

  /** Deletes a message now, if its deletion is pending. */
  async make(messageId) {
    const deletion = this.#pending.get(messageId);
    this.undo(messageId);
    if (deletion) {
      await this.remove(messageId).catch(deletion.failed);
    }
  }

  async makeAll() {
    await Promise.all([...this.#pending.keys()].map(messageId => this.make(messageId)));
  }

  drop() {
    [...this.#pending.keys()].forEach(messageId => this.undo(messageId));
  }
}
