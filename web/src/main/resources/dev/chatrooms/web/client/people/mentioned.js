/** The number of accounts that are kept for each client. */
const MAX_KEPT = 500;
/** The number of names that are looked up for one message. Others stay text. */
const MAX_NAMES = 20;

/** Ids by username, for each client. */
const kept = new WeakMap();

/**
 * Returns the account that a mention names: messages have the ids of the mentioned accounts, but not their names.
 *
 * @param {string[]} ids the accounts that a message mentions
 * @throws what the request throws, and `not_found` if no account of them has the name
 */
export async function mentioned(client, ids, name) {
  const id = ids.length === 1 ? ids[0] : await idOf(client, name);
  if (!ids.includes(id)) {
    throw Object.assign(new Error(name), { code: 'not_found' });
  }
  return id;
}

/**
 * Returns those of the names that belong to mentioned accounts.
 *
 * @param {Set<string>} names
 */
export async function known(client, ids, names) {
  const result = new Set();
  for (const name of [...names].slice(0, MAX_NAMES)) {
    if (ids.includes(await idOf(client, name))) {
      result.add(name);
    }
  }
  return result;
}

/** Returns the id of an account, or undefined. All that ask for a name share one request. */
function idOf(client, name) {
  const ids = kept.get(client) ?? new Map();
  kept.set(client, ids);
  if (!ids.has(name)) {
    const id = client.http
      .get('users', { search: name })
      .then(({ items }) => items.find(user => user.username === name)?.id);
    ids.set(name, id);
    id.catch(() => ids.delete(name));
    if (ids.size > MAX_KEPT) {
      ids.delete(ids.keys().next().value);
    }
  }
  return ids.get(name);
}
