import { ApiError } from '../client/http.js';
import { t } from './strings.js';

/**
 * Returns a function that keeps the token of a host until the server refuses it. All requests share one call of the
 * host.
 *
 * @param {() => string|Promise<string>} ask
 * @returns {(refused?: string) => Promise<string>} fails with `unauthenticated` if the host has no token, and with
 *     `token_failed` if it throws
 */
export function keptToken(ask) {
  let kept;
  const renewed = () => {
    const asked = request(ask);
    asked.catch(() => (kept = kept === asked ? undefined : kept));
    kept = asked;
    return asked;
  };
  return async refused => {
    const asked = kept ?? renewed();
    const token = await asked;
    if (token !== refused) {
      return token;
    }
    return kept === asked ? renewed() : (kept ?? renewed());
  };
}

async function request(ask) {
  let token;
  try {
    token = await ask();
  } catch (error) {
    const problem = new ApiError({ status: 0, code: 'token_failed', detail: t.tokenFailed });
    throw Object.assign(problem, { cause: error });
  }
  if (typeof token !== 'string' || !token) {
    throw new ApiError({ status: 401, code: 'unauthenticated', detail: t.signedOut });
  }
  return token;
}
