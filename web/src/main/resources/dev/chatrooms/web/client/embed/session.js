import { render } from 'preact';
import { ChatClient } from '../client/client.js';
import { mount, start } from '../frame.js';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Site } from '../ui/site.js';
import { LANGUAGE } from '../ui/strings.js';
import { loadStyles } from '../ui/styles.js';
import { addSprite } from './sprite.js';
import { t } from './strings.js';
import { keptToken } from './tokens.js';
import { EmbeddedRoom } from './view.js';

const STYLES = ['embed', 'base', 'controls', 'layout', 'rooms', 'messages', 'files', 'later'];

Icon.sprite = '';

/** What an element shows while it is in a page: a client of its own, and the view of one room. */
export class RoomSession {
  #isStopped = false;
  #attempt = 0;
  #isShown = false;
  #isReady = false;
  #problem;
  #unread;

  /**
   * @param {HTMLElement} element
   * @param {{key: string, server: string, room: string, token?: () => string|Promise<string>}} options
   *     the key keeps sessions of one element apart
   */
  constructor(element, { key, server, room, token }) {
    Object.assign(this, { element, key, roomId: room });
    this.root = element.shadowRoot;
    this.box = document.createElement('div');
    this.box.className = 'app embedded';
    this.box.lang = LANGUAGE;
    this.server = address(server);
    if (this.server) {
      this.client = new ChatClient({
        server: this.server,
        token: token && keptToken(token),
        storage: below(`${this.server} ${room} `),
      });
      this.site = new Site(this.client);
    }
  }

  /** Shows the room once its styles apply. */
  async start() {
    if (!this.client || !this.roomId) {
      this.#show(html`<p role="alert">${this.client ? t.noRoom : t.noServer}</p>`);
      this.#failed('invalid_attributes');
      return;
    }
    this.#end = this.client.subscribe(() => this.#changed());
    this.connect();
    try {
      const styles = STYLES.map(name => loadStyles(name, this.root));
      await Promise.all([addSprite(this.root), ...styles, loadStyles('touch', this.root, '(pointer: coarse)')]);
    } catch {
      this.#end();
      this.client.close();
      this.#show(html`<p role="alert">${t.notLoaded}</p>`);
      this.#failed('not_loaded');
      return;
    }
    if (!this.#isStopped) {
      this.root.append(this.box);
      this.site.start();
      mount(this.#app(), EmbeddedRoom);
      this.#isShown = true;
      this.#changed();
    }
  }

  #end = () => {};

  /** Looks for a session of the user now. */
  connect() {
    const attempt = ++this.#attempt;
    this.client.dispatch({ type: 'connection', connection: { status: 'connecting' } });
    start(this.client, () => !this.#isStopped && attempt === this.#attempt);
  }

  /** Ends what the session has begun. Unsent messages stay in the storage. */
  stop() {
    this.#isStopped = true;
    render(null, this.box);
    this.box.remove();
    this.#end();
    this.site?.stop();
    this.client?.close();
  }

  setTheme(theme) {
    this.box.dataset.theme = theme;
  }

  #app() {
    const { client, site, box, roomId, server } = this;
    return {
      client,
      site,
      box,
      roomId,
      isEmbedded: true,
      drafts: `${server} draft.`,
      loadStyles: name => loadStyles(name, this.root),
      go: path => path && window.open(new URL(`#/${path}`, server), '_blank', 'noopener'),
      connect: () => this.connect(),
      failed: code => this.#failed(code),
    };
  }

  #show(content) {
    if (!this.#isStopped) {
      this.root.append(this.box);
      render(content, this.box);
    }
  }

  // ---- events for the host

  #changed() {
    const { connection, rooms } = this.client.state;
    const room = rooms[this.roomId];
    const problem = problemOf(connection);
    if (problem && problem !== this.#problem) {
      this.#failed(problem);
    }
    this.#problem = problem ?? (connection.status === 'online' ? undefined : this.#problem);
    if (this.#isShown && connection.status === 'online' && room && !this.#isReady) {
      this.#isReady = true;
      this.#emit('chat-ready', { room: this.roomId });
    }
    const count = room?.me?.unread ?? 0;
    if (this.#isReady && count !== this.#unread) {
      this.#unread = count;
      this.#emit('chat-unread', { count });
    }
  }

  #failed(code) {
    this.#emit('chat-error', { code });
  }

  #emit(type, detail) {
    if (!this.#isStopped) {
      this.element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    }
  }
}

function problemOf({ status, reason }) {
  const codes = { signedOut: reason ?? 'unauthenticated', waiting: reason ?? 'offline', refused: 'refused' };
  return codes[status];
}

/** Returns the address of a server with a slash at its end; undefined if it is none. */
function address(server) {
  const path = server.endsWith('/') ? server : `${server}/`;
  return URL.canParse(path, document.baseURI) ? new URL(path, document.baseURI).href : undefined;
}

/** The part of the page's storage whose keys begin with this. The storage may be forbidden, so it is read late. */
function below(prefix) {
  return {
    getItem: key => sessionStorage.getItem(prefix + key),
    setItem: (key, value) => sessionStorage.setItem(prefix + key, value),
    removeItem: key => sessionStorage.removeItem(prefix + key),
  };
}
