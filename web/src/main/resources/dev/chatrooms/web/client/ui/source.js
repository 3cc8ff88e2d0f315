import { useEffect, useState } from 'preact/hooks';
import { useApp } from './html.js';
import { isOnline, whenBack } from './online.js';

/** The number of pictures that are kept for pages that use tokens. */
const MAX_KEPT = 300;

/** Object URLs by address. A picture of the page cannot carry a token, so it is fetched before. */
const kept = new Map();

/** Returns the address of a picture or another file of the server; undefined while it is fetched. */
export function useSource(path) {
  const { client } = useApp();
  const address = path && new URL(path, client.server).href;
  const needsToken = Boolean(client.token && address);
  const [source, setSource] = useState(() => (needsToken ? kept.get(address) : address));
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

async function fetched(client, address) {
  if (!kept.has(address)) {
    kept.set(address, URL.createObjectURL(await load(client, address)));
    if (kept.size > MAX_KEPT) {
      const [oldest, url] = kept.entries().next().value;
      kept.delete(oldest);
      URL.revokeObjectURL(url);
    }
  }
  return kept.get(address);
}

/** Saves a file under its name. */
export async function save(client, file) {
  const address = new URL(`${file.url}?download=1`, client.server).href;
  const link = document.createElement('a');
  link.download = file.name;
  link.href = client.token ? URL.createObjectURL(await load(client, address)) : address;
  link.click();
  if (client.token) {
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

async function load(client, address) {
  const response = await fetch(address, { headers: { Authorization: `Bearer ${await client.token()}` } });
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  return response.blob();
}
