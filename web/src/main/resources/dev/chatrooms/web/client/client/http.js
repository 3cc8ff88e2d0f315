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
   * @param {(refused?: string) => Promise<string>} [options.token] returns an access token, another one than the token
   *     that the server has refused, if there is one; without it, the cookie counts
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
    const once = token => this.#once(method, path, request, token);
    return request.isOpen ? once() : this.withRefresh(once);
  }

  /**
   * Makes a request, and makes it again with another token or after a refresh if it is refused with 401. The cookie may
   * be that of another account by then, whose request it is not.
   *
   * @param {(token?: string) => Promise<object>} request
   */
  async withRefresh(request) {
    const owner = this.owner?.();
    const token = await this.token?.();
    try {
      return await request(token);
    } catch (error) {
      if (error.status !== 401 || error.code !== 'unauthenticated') {
        throw error;
      }
      if (this.token) {
        const next = await this.token(token);
        if (next === token) {
          throw error;
        }
        return request(next);
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
    const until = performance.now() + REUSE_MS;
    for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
      try {
        const { account } = await this.#once('POST', 'auth/refresh', { isOpen: true });
        this.refreshed?.(account);
        return;
      } catch (error) {
        if (error.status === 401) {
          this.signedOut();
        }
        if (error.code !== 'offline' || performance.now() + wait > until) {
          throw error;
        }
      }
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }

  /** Loads a file of the server, which a picture of a page cannot do with a token. */
  blob(address) {
    return this.withRefresh(async token => {
      const { response, content } = await this.#fetch(address, BLOB_LIMIT_MS, { token }, answer => answer.blob());
      if (!response.ok) {
        throw failure(response, null);
      }
      return content;
    });
  }

  async #once(method, path, { body, query }, token) {
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
    const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
    // A deletion must not be lost if the page is closed right afterwards.
    const options = { method, headers, body: sent, keepalive: method === 'DELETE', token };
    const limit = body instanceof Blob ? BLOB_LIMIT_MS : LIMIT_MS;
    const { response, content: text } = await this.#fetch(url, limit, options, answer => answer.text());
    const content = parsed(text, response);
    if (!response.ok) {
      throw failure(response, content);
    }
    return content;
  }

  async #fetch(url, limit, { token, headers = {}, ...options }, read) {
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    try {
      // A page of another origin needs to ask for its cookies.
      const credentials = this.token ? 'omit' : 'include';
      const signal = AbortSignal.timeout(limit);
      const response = await this.fetch(url, { headers, credentials, signal, ...options });
      return { response, content: await read(response) };
    } catch {
      throw new ApiError({ status: 0, code: 'offline', detail: 'The server cannot be reached.' });
    }
  }
}

function failure({ status, headers }, content) {
  return new ApiError({
    status,
    code: content?.code ?? (status === 401 ? 'unauthenticated' : 'internal'),
    detail: content?.detail ?? `The server answered ${status}.`,
    errors: content?.errors,
    retryAfter: Number(headers.get('Retry-After')) || undefined,
  });
}

function parsed(text, response) {
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  return text && isJson ? JSON.parse(text) : null;
}
