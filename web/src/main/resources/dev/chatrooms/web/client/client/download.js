import { ApiError } from './http.js';

/** Without progress for this long, a download is given up: browsers keep dead connections open. */
const STALL_MS = 60_000;

/**
 * Downloads a file of the server with the token of the client, which media elements cannot send. Unlike `fetch`, it
 * reports the progress.
 *
 * @param {import('./http.js').Http} http
 * @param {string} address
 * @param {{onProgress?: (part: number) => void, signal?: AbortSignal}} [options] the part is from 0 to 1
 * @returns {Promise<Blob>}
 * @throws {ApiError}
 */
export function download(http, address, options = {}) {
  return http.withRefresh(token => once(http, address, options, token));
}

function once(http, address, { onProgress, signal }, token) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const cancel = () => request.abort();
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(cancel, STALL_MS);
    };
    request.onprogress = ({ loaded, total }) => {
      moved();
      onProgress?.(total > 0 ? loaded / total : 0);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      if (request.status === 200) {
        resolve(request.response);
      } else {
        reject(failure(request));
      }
    };
    signal?.addEventListener('abort', cancel);
    request.open('GET', address);
    request.responseType = 'blob';
    request.withCredentials = !http.token;
    if (token) {
      request.setRequestHeader('Authorization', `Bearer ${token}`);
    }
    moved();
    request.send();
  });
}

function failure({ status }) {
  const codes = { 0: 'offline', 401: 'unauthenticated', 404: 'not_found' };
  return new ApiError({ status, code: codes[status] ?? 'internal', detail: `The server answered ${status}.` });
}
