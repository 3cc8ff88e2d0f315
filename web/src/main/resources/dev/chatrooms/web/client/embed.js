import { RoomSession } from './embed/session.js';

/**
 * A room in the page of a host: `<chat-room server="https://chat.example.org/" room="…"></chat-room>`. See
 * docs/web-client.md for its attributes, properties and events.
 */
export class ChatRoom extends HTMLElement {
  static observedAttributes = ['server', 'room', 'theme'];

  #token;
  #session;
  #isUpdating = false;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  /** The address of the server. By default, it is the server that this module comes from. */
  get server() {
    return this.getAttribute('server') ?? new URL('../../', import.meta.url).href;
  }

  set server(value) {
    this.setAttribute('server', value);
  }

  /** The id of the room. */
  get room() {
    return this.getAttribute('room') ?? '';
  }

  set room(value) {
    this.setAttribute('room', value);
  }

  /** `light`, `dark` or `auto`, which follows the system. */
  get theme() {
    return this.getAttribute('theme') ?? 'auto';
  }

  set theme(value) {
    this.setAttribute('theme', value);
  }

  /**
   * A function that returns an access token of the user, or a promise of one; null uses the login cookie. It is called
   * again when the server refuses the token. Another function only counts from the next call.
   */
  get token() {
    return this.#token ?? null;
  }

  set token(value) {
    this.#token = value ?? undefined;
    this.#update();
  }

  /** Ends the session and starts another one, for example for another user. */
  restart() {
    this.#end();
    this.#update();
  }

  connectedCallback() {
    // The host may have set the property before this class was defined.
    if (Object.hasOwn(this, 'token')) {
      const { token } = this;
      delete this.token;
      this.token = token;
    }
    this.#update();
  }

  disconnectedCallback() {
    this.#update();
  }

  attributeChangedCallback(name) {
    if (name === 'theme') {
      this.#session?.setTheme(this.theme);
    } else {
      this.#update();
    }
  }

  /** Several changes at once, such as a move within the page, count as one. */
  #update() {
    if (!this.#isUpdating) {
      this.#isUpdating = true;
      queueMicrotask(() => {
        this.#isUpdating = false;
        this.#updateNow();
      });
    }
  }

  #updateNow() {
    const { server, room, theme } = this;
    const key = JSON.stringify([server, room, Boolean(this.#token)]);
    if (!this.isConnected) {
      this.#end();
    } else if (key !== this.#session?.key) {
      this.#end();
      const token = this.#token && (() => this.#token());
      this.#session = new RoomSession(this, { key, server, room, token });
      this.#session.setTheme(theme);
      this.#session.start();
    }
  }

  #end() {
    this.#session?.stop();
    this.#session = undefined;
  }
}

if (!customElements.get('chat-room')) {
  customElements.define('chat-room', ChatRoom);
}
