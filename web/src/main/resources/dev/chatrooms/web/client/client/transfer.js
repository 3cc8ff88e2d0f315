import { ApiError } from './http.js';

/** Without progress for this long, a transfer is given up: browsers keep dead connections open. */
const STALL_MS = 60_000;
const NO_ANSWER = { status: 0, code: 'offline', detail: 'The server cannot be reached.' };

/**
 * Makes a request for a file. Unlike `fetch`, it reports the progress: that of the body, or of the response if there is
 * no body.
 *
 * @param {import('./http.js').Http} http
 * @param {{method: string, address: string | URL, body?: FormData, responseType?: string}} asked
 * @param {{onProgress?: (part: number) => void, signal?: AbortSignal}} options the part is from 0 to 1
 * @param {string} [token]
 * @returns {Promise<XMLHttpRequest>} the request, whatever the status of its response is
 * @throws {ApiError} if there is no response
 */
export async function transfer(http, { method, address, body, responseType = '' }, { onProgress, signal }, token) {
  if (signal?.aborted) {
    throw new ApiError(NO_ANSWER);
  }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const cancel = () => request.abort();
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(cancel, STALL_MS);
    };
    (body ? request.upload : request).onprogress = ({ loaded, total }) => {
      moved();
      onProgress?.(total > 0 ? loaded / total : 0);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      if (request.status === 0) {
        reject(new ApiError(NO_ANSWER));
      } else {
        resolve(request);
      }
    };
    signal?.addEventListener('abort', cancel);
    request.open(method, address);
    request.responseType = responseType;
    request.withCredentials = !http.token;
    if (token) {
      request.setRequestHeader('Authorization', `Bearer ${token}`);
    }
    moved();
    request.send(body);
  });
}
