import { ApiError } from './http.js';
import { transfer } from './transfer.js';

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

async function once(http, address, options, token) {
  const request = await transfer(http, { method: 'GET', address, responseType: 'blob' }, options, token);
  if (request.status !== 200) {
    throw failure(request);
  }
  return request.response;
}

function failure({ status }) {
  const codes = { 401: 'unauthenticated', 404: 'not_found' };
  return new ApiError({ status, code: codes[status] ?? 'internal', detail: `The server answered ${status}.` });
}
