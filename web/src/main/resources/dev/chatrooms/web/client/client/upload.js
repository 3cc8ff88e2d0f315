import { ApiError } from './http.js';

/** Without progress for this long, an upload is given up: browsers keep dead connections open. */
const STALL_MS = 60_000;
const NO_ANSWER = { status: 0, code: 'offline', detail: 'The server cannot be reached.' };

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

async function once(http, file, { onProgress, signal }, token) {
  if (signal?.aborted) {
    throw new ApiError(NO_ANSWER);
  }
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const cancel = () => request.abort();
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(cancel, STALL_MS);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moved();
      onProgress?.(total > 0 ? loaded / total : 0);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      const content = parsed(request.responseText);
      if (request.status === 201) {
        resolve(content);
      } else {
        reject(failure(request, content));
      }
    };
    signal?.addEventListener('abort', cancel);
    request.open('POST', new URL('files', http.base));
    request.withCredentials = !http.token;
    if (token) {
      request.setRequestHeader('Authorization', `Bearer ${token}`);
    }
    moved();
    request.send(form);
  });
}

function failure(request, content) {
  if (request.status === 0) {
    return new ApiError(NO_ANSWER);
  }
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
