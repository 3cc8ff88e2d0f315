import { useEffect, useState } from 'preact/hooks';
import { useApp } from './html.js';
import { s } from './strings.js';

const RELOAD_MS = 60_000;

const UNKNOWN = {
  name: s.appName,
  notice: '',
  registrationOpen: true,
  limits: { messageLength: 8000, attachments: 10, uploadBytes: 25 * 1024 * 1024 },
  client: {},
};

/** What the server lets everyone know: its name, its notice and its limits. Administrators may change them. */
export class Site {
  #listeners = new Set();

  constructor(client) {
    this.client = client;
    this.value = UNKNOWN;
  }

  /** Loads the values now, and from time to time while the page is visible. */
  start() {
    this.load();
    this.timer = setInterval(() => document.visibilityState === 'visible' && this.load(), RELOAD_MS);
  }

  stop() {
    clearInterval(this.timer);
  }

  async load() {
    try {
      const value = await this.client.http.get('config');
      if (JSON.stringify(value) !== JSON.stringify(this.value)) {
        this.value = value;
        this.#listeners.forEach(listener => listener(value));
      }
    } catch {
      // The former values stay, until the server can be reached.
    }
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** @returns {{name: string, notice: string, registrationOpen: boolean, limits: object, client: object}} */
export function useSite() {
  const { site } = useApp();
  const [value, setValue] = useState(site.value);
  useEffect(() => {
    setValue(site.value);
    return site.subscribe(setValue);
  }, [site]);
  return value;
}
