/** Browsers reuse dead connections, so every request has a time limit. */
const LIMIT_MS = 15_000;
/** A picture takes longer than that on a slow network. */
const BLOB_LIMIT_MS = 120_000;
/**
 * The server accepts the same refresh token again for a minute, since an answer may get lost. After that, it takes a
 * second use for theft, and ends the session.
 */
const REUSE_MS = 45_000;
const FIRST_WAIT_MS = 500;

/** A refused or failed request. `code` is that of the server's problem details, or `offline`. */
export class ApiError extends Error {
  /** @param {{status: number, code: string, detail: string, errors?: object[], retryAfter?: number}} problem */
  constructor(problem) {
    super(problem.detail);
    Object.assign(this, problem);
  }

  /** Returns the message for a field that is to blame, if there is one. */
  field(name) {
    return this.errors?.find(error => error.field === name)?.message;
  }
}

/** Calls the HTTP API. With a cookie login, it refreshes the session once when a request is refused with 401. */
export class Http {
  /**
   * @param {object} options
   * @param {string} options.base the address of the API, with a slash at the end
   * @param {() => Promise<?string>} [options.token] returns an access token; without it, the cookie counts
   * @param {() => ?string} [options.owner] returns the id of the account whose requests these are
   * @param {() => void} options.signedOut called when the session has ended
   * @param {(account: object) => void} [options.refreshed] gets the account of the session after each refresh
   * @param {typeof fetch} [options.fetch]
   */
  constructor({ base, token, owner, signedOut, refreshed, fetch = (...request) => globalThis.fetch(...request) }) {
    Object.assign(this, { base, token, owner, signedOut, refreshed, fetch });
    this.refreshing = null;
  }

  get(path, query) {
    return this.call('GET', path, { query });
  }

  /**
   * @param {string} method
   * @param {string} path below the API, without a slash at its start
   * @param {{body?: object, query?: object, isOpen?: boolean}} [request]
   * @returns {Promise<?object>} the body of the response, if it has one
   * @throws {ApiError}
   */
  async call(method, path, request = {}) {
    const once = () => this.#once(method, path, request);
    return request.isOpen ? once() : this.withRefresh(once);
  }

  /**
   * Makes a request, and makes it again after a refresh if it is refused with 401. The cookie may be that of another
   * account by then, whose request it is not.
   */
  async withRefresh(request) {
    const owner = this.owner?.();
    try {
      return await request();
    } catch (error) {
      if (error.status !== 401 || error.code !== 'unauthenticated' || this.token) {
        throw error;
      }
      await this.refresh();
      if (owner && this.owner() !== owner) {
        throw error;
      }
      return request();
    }
  }

  /** Extends the session. Concurrent calls share one request. */
  async refresh() {
    this.refreshing ??= this.#refresh().finally(() => {
      this.refreshing = null;
    });
    await this.refreshing;
  }

  async #refresh() {
    const until = Date.now() + REUSE_MS;
    for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
      try {
        const { account } = await this.#once('POST', 'auth/refresh', { isOpen: true });
        this.refreshed?.(account);
        return;
      } catch (error) {
        if (error.status === 401) {
          this.signedOut();
        }
        if (error.code !== 'offline' || Date.now() + wait > until) {
          throw error;
        }
      }
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }

  async #once(method, path, { body, query, isOpen }) {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== null && value !== '') {
        url.searchParams.set(name, value);
      }
    }
    const headers = {};
    if (body !== undefined) {
      headers['Content-Type'] = body instanceof Blob ? body.type : 'application/json';
    }
    if (this.token && !isOpen) {
      headers.Authorization = `Bearer ${await this.token()}`;
    }
    const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
    let response;
    let text;
    try {
      const signal = AbortSignal.timeout(body instanceof Blob ? BLOB_LIMIT_MS : LIMIT_MS);
      // A deletion must not be lost if the page is closed right afterwards.
      const keepalive = method === 'DELETE';
      response = await this.fetch(url, { method, headers, body: sent, signal, keepalive });
      text = await response.text();
    } catch {
      throw new ApiError({ status: 0, code: 'offline', detail: 'The server cannot be reached.' });
    }
    const content = parsed(text, response);
    if (!response.ok) {
      throw new ApiError({
        status: response.status,
        code: content?.code ?? 'internal',
        detail: content?.detail ?? `The server answered ${response.status}.`,
        errors: content?.errors,
        retryAfter: Number(response.headers.get('Retry-After')) || undefined,
      });
    }
    return content;
  }
}

function parsed(text, response) {
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  return text && isJson ? JSON.parse(text) : null;
}
