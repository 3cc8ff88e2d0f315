import { ApiError } from './http.js';
import { transfer } from './transfer.js';

/**
 * Uploads a file. Unlike `fetch`, it reports the progress.
 *
 * @param {import('./http.js').Http} http
 * @param {File} file
 * @param {{onProgress?: (part: number) => void, signal?: AbortSignal}} [options] the part is from 0 to 1
 * @returns {Promise<object>} the file, for the attachments of a message
 * @throws {ApiError}
 */
export function upload(http, file, options = {}) {
  return http.withRefresh(token => once(http, file, options, token));
}

async function once(http, file, options, token) {
  const body = new FormData();
  body.append('file', file, file.name);
  const request = await transfer(http, { method: 'POST', address: new URL('files', http.base), body }, options, token);
  const content = parsed(request.responseText);
  if (request.status !== 201) {
    throw failure(request, content);
  }
  return content;
}

function failure(request, content) {
  return new ApiError({
    status: request.status,
    code: content?.code ?? 'internal',
    detail: content?.detail ?? `The server answered ${request.status}.`,
    errors: content?.errors,
    retryAfter: Number(request.getResponseHeader('Retry-After')) || undefined,
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
