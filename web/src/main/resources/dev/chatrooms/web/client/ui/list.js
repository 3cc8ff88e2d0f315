import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from './errors.js';
import { html, useApp } from './html.js';
import { Icon } from './icon.js';
import { Skeleton } from './later.js';
import { shown, withError, withPage } from './pages.js';
import { s } from './strings.js';

/**
 * Loads a list page by page. A change of the path or the query starts it anew, and answers to the former are dropped.
 *
 * @param {?string} path nothing is loaded without one
 * @param {object} [query]
 * @param {(query: object) => Promise<object>} [read] loads a page in another way than by the path
 * @returns {{items: ?object[], values: ?object, error: ?Error, isStale: boolean, more: ?() => void,
 *     reload: () => void}} no items while the first page loads; while that of another query does, the stale items of
 *     the former; the values are what else the last answer says
 */
export function useList(path, query = {}, read = undefined) {
  const { client } = useApp();
  const [pages, setPages] = useState({});
  const [round, setRound] = useState(0);
  const request = useRef(0);
  const key = `${path}?${JSON.stringify(query)}`;
  const load = async cursor => {
    const mine = ++request.current;
    try {
      const wanted = { ...query, cursor };
      const page = await (read ? read(wanted) : client.http.get(path, wanted));
      if (mine === request.current) {
        setPages(old => withPage(old, key, page, cursor));
      }
    } catch (error) {
      if (mine === request.current) {
        setPages(old => withError(old, key, error));
      }
    }
  };
  useEffect(() => {
    if (path) {
      load(undefined);
    }
    return () => request.current++;
  }, [key, round]);
  const { items, values, error, next, isStale } = shown(pages, key);
  return { items, values, error, isStale, more: next && (() => load(next)), reload: () => setRound(old => old + 1) };
}

/** The states of a list besides its items: loading, failed, empty, and more to load. */
export function ListStates({ list, empty, icon = 'search' }) {
  if (list.error) {
    return html`<p class="list-state" role="alert">
      ${messageOf(list.error)}
      <button type="button" class="link" onClick=${list.reload}>${s.retry}</button>
    </p>`;
  }
  if (!list.items) {
    return html`<${Skeleton} />`;
  }
  if (list.items.length === 0 && !list.more) {
    return html`<p class="list-state empty"><${Icon} name=${icon} size=${28} />${empty}</p>`;
  }
  return list.more
    ? html`<p class="list-state">
        <button type="button" class="button" onClick=${list.more}>${s.loadMore}</button>
      </p>`
    : null;
}

/** Returns the value after it has stayed the same for a moment. */
export function useSettled(value, milliseconds = 250) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** A page with a title beside the rooms. */
export function Page({ title, actions, children }) {
  const page = useRef();
  useLayoutEffect(() => {
    // The browser follows `autofocus` once. A field would open the keyboard of a touch screen.
    const field = matchMedia('(pointer: fine)').matches && page.current.querySelector('[autofocus]');
    (field || page.current.querySelector('h1')).focus({ preventScroll: true });
  }, []);
  return html`<main ref=${page} class="page" id="main">
    <header class="page-header">
      <a class="back icon-button" href="#/" aria-label=${s.back}><${Icon} name="chevron-left" /></a>
      <h1 tabindex="-1">${title}</h1>
      ${actions}
    </header>
    <div class="page-scroll"><div class="page-body">${children}</div></div>
  </main>`;
}
