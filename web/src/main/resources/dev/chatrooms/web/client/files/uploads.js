import { ApiError } from '../client/http.js';
import { s } from '../ui/strings.js';

const AT_ONCE = 3;

/** The uploads of each client's composers, which go on while another room is shown. */
const clients = new WeakMap();

let lastId = 0;

/**
 * The files that a message will have.
 *
 * @typedef {object} Upload
 * @property {number} id
 * @property {File} file
 * @property {'waiting'|'running'|'done'|'failed'} status
 * @property {number} progress from 0 to 1
 * @property {?string} preview the address of the picture in this browser
 * @property {object} [result] the file as the server knows it
 * @property {Error} [error]
 */
class Uploads {
  #listeners = new Set();
  #end;
  #isClosed = false;

  /**
   * @param {import('../client/client.js').ChatClient} client
   * @param {import('../ui/site.js').Site} site
   * @param {() => void} closed called once these uploads count no more
   */
  constructor(client, site, closed) {
    Object.assign(this, { client, site, closed });
    /** @type {Upload[]} */
    this.items = [];
    const owner = client.state.me?.id;
    this.#end = client.subscribe(() => client.state.me?.id !== owner && this.close());
  }

  /** Whether a message can have these files: all are uploaded. */
  get isComplete() {
    return this.items.every(item => item.status === 'done');
  }

  /** Adds files, and returns why some of them were left out; undefined if none were. */
  add(files) {
    const { attachments, uploadBytes } = this.site.value.limits;
    const room = Math.max(0, attachments - this.items.length);
    for (const file of [...files].slice(0, room)) {
      const isTooLarge = file.size > uploadBytes;
      this.items = [
        ...this.items,
        {
          id: ++lastId,
          file,
          status: isTooLarge ? 'failed' : 'waiting',
          progress: 0,
          preview: /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : null,
          error: isTooLarge ? { code: 'file_too_large', message: s.fileTooLarge(uploadBytes) } : undefined,
        },
      ];
    }
    this.#next();
    return files.length > room ? s.tooManyFiles(attachments) : undefined;
  }

  retry(id) {
    this.#change(id, { status: 'waiting', progress: 0, error: undefined });
    this.#next();
  }

  /** Cancels an upload, or takes an uploaded file out. The server removes files that no message has. */
  remove(id) {
    const removed = this.items.find(item => item.id === id);
    removed?.controller?.abort();
    if (removed?.result) {
      this.client.http.call('DELETE', `files/${removed.result.id}`).catch(() => {});
    }
    this.#drop(item => item.id === id);
    this.#next();
  }

  /** Returns the uploaded files, for a message, and forgets them. */
  take() {
    const files = this.items.flatMap(item => (item.status === 'done' ? [item.result] : []));
    this.#drop(item => item.status === 'done');
    return files;
  }

  /** Gives all files up. The session of their account has ended, or there are none. */
  close() {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#end();
    this.closed();
    this.items.forEach(item => item.controller?.abort());
    this.#drop(() => true);
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #next() {
    if (this.#isClosed) {
      return;
    }
    const running = this.items.filter(item => item.status === 'running').length;
    this.items
      .filter(item => item.status === 'waiting')
      .slice(0, AT_ONCE - running)
      .forEach(item => this.#run(item));
    this.#changed();
  }

  async #run({ id, file }) {
    const controller = new AbortController();
    this.#change(id, { status: 'running', controller });
    const onProgress = progress => this.#change(id, { progress });
    try {
      const result = await upload(this.client.http, file, { onProgress, signal: controller.signal });
      this.#change(id, { status: 'done', progress: 1, result, controller: undefined });
    } catch (error) {
      this.#change(id, { status: 'failed', error, controller: undefined });
    }
    this.#next();
  }

  #change(id, values) {
    this.items = this.items.map(item => (item.id === id ? { ...item, ...values } : item));
    this.#changed();
  }

  #drop(isDropped) {
    this.items.filter(item => isDropped(item) && item.preview).forEach(item => URL.revokeObjectURL(item.preview));
    this.items = this.items.filter(item => !isDropped(item));
    this.#changed();
  }

  #changed() {
    this.#listeners.forEach(listener => listener());
  }
}

/** Uploads a file. The code for it is loaded with the first one. */
async function upload(...request) {
  const module = await import('../client/upload.js').catch(() => {
    throw new ApiError({ status: 0, code: 'offline', detail: s.serverUnreachable });
  });
  return module.upload(...request);
}

/** @returns {Uploads} those of a composer, which is known by where it keeps its text */
export function uploadsOf(key, client, site) {
  const composers = clients.get(client) ?? new Map();
  clients.set(client, composers);
  if (!composers.has(key)) {
    composers.set(key, new Uploads(client, site, () => composers.delete(key)));
  }
  return composers.get(key);
}

/** Returns the number of files that are in no message yet. */
export function pendingFiles(client) {
  return [...(clients.get(client)?.values() ?? [])].reduce((count, uploads) => count + uploads.items.length, 0);
}
