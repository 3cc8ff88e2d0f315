import { useEffect, useState } from 'preact/hooks';
import { useApp } from './html.js';
import { isOnline, whenBack } from './online.js';

/** The number of pictures that are kept for pages that use tokens. */
const MAX_KEPT = 300;

/** Object URLs by address, for each client. A picture of the page cannot carry a token, so it is fetched before. */
const kept = new WeakMap();

/** Returns the address of a picture or another file of the server; undefined while it is fetched. */
export function useSource(path) {
  const { client } = useApp();
  const address = path && new URL(path, client.server).href;
  // The token is meant for the server, and no other place.
  const needsToken = Boolean(client.token && address?.startsWith(client.server));
  const [source, setSource] = useState(needsToken ? undefined : address);
  useEffect(() => {
    if (!needsToken) {
      setSource(address);
      return undefined;
    }
    let isCurrent = true;
    fetched(client, address).then(
      url => isCurrent && setSource(url),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [address, needsToken]);
  return source;
}

/**
 * Notes that a picture could not be loaded, and tries again when the connection is back.
 *
 * @returns {{failure: ?('offline'|'broken'), attempt: number, failed: () => void}} an element whose key is the attempt
 *     is loaded anew
 */
export function useAttempts() {
  const { client } = useApp();
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState();
  useEffect(() => {
    const again = () => {
      setFailure(undefined);
      setAttempt(old => old + 1);
    };
    return failure && whenBack(client, again);
  }, [client, failure]);
  return { failure, attempt, failed: () => setFailure(isOnline(client) ? 'broken' : 'offline') };
}

/** Returns the object URL of a file. All that show it share one request. */
function fetched(client, address) {
  const urls = kept.get(client) ?? keep(client);
  if (!urls.has(address)) {
    const url = client.http.blob(address).then(URL.createObjectURL);
    urls.set(address, url);
    url.catch(() => urls.get(address) === url && urls.delete(address));
    if (urls.size > MAX_KEPT) {
      drop(urls, urls.keys().next().value);
    }
  }
  return urls.get(address);
}

/** Keeps the files of an account until its session ends. */
function keep(client) {
  const urls = new Map();
  kept.set(client, urls);
  const { me } = client.state;
  const end = client.subscribe(() => {
    if (client.state.me?.id !== me?.id) {
      end();
      forget(client);
    }
  });
  return urls;
}

/** Releases the files of a client. */
export function forget(client) {
  const urls = kept.get(client) ?? new Map();
  kept.delete(client);
  urls.forEach((url, address) => drop(urls, address));
}

function drop(urls, address) {
  urls.get(address).then(URL.revokeObjectURL, () => {});
  urls.delete(address);
}

/** Saves a file under its name. */
export async function save(client, file) {
  const address = new URL(`${file.url}?download=1`, client.server).href;
  const link = document.createElement('a');
  link.download = file.name;
  link.href = client.token ? URL.createObjectURL(await client.http.blob(address)) : address;
  link.click();
  if (client.token) {
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
