import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Lets the browser's way back close what is over a page: panels, dialogs, pictures and menus, the topmost first.
 *
 * An open layer has an entry of its own in the history, with the address of the page below it. A layer that is closed
 * in another way leaves its entry to the next layer: removing it would be asynchronous, and undo a navigation that
 * comes meanwhile. A step in the history that neither closes a layer nor changes the address goes on in its direction,
 * so the reader does not notice an entry without a layer.
 */
const open = [];
let isPage = false;
/** Where the page was before a step. */
let last;

/** Starts to use the history. Embedded rooms do not: the history belongs to the page of the host. */
export function useHistory() {
  if (!isPage) {
    isPage = true;
    note();
    addEventListener('popstate', moved);
    addEventListener('hashchange', note);
    addEntries();
  }
}

/** Makes a component a layer for as long as it is shown. */
export function useLayer(onClose) {
  const latest = useRef();
  latest.current = onClose;
  useLayoutEffect(() => opened(() => latest.current()), []);
}

/** Adds a layer, and returns what removes it. */
export function opened(close) {
  const layer = { close };
  open.push(layer);
  addEntries();
  return () => open.includes(layer) && open.splice(open.indexOf(layer), 1);
}

function depth() {
  return history.state?.layers ?? 0;
}

function note() {
  last = { layers: depth(), href: location.href };
}

function addEntries() {
  if (!isPage) {
    return;
  }
  for (let layers = depth(); layers < open.length; layers++) {
    // An entry of a navigation has no state, and is not taken for a step back.
    history.replaceState({ layers }, '');
    history.pushState({ layers: layers + 1 }, '');
  }
  note();
}

function moved({ state }) {
  const before = last;
  const isSamePlace = location.href === before.href;
  if (!state && isSamePlace) {
    // A link to the present place has replaced the entry.
    history.replaceState({ layers: before.layers }, '');
  }
  note();
  if (!state) {
    return;
  }
  const closed = open.splice(state.layers).reverse();
  closed.forEach(layer => layer.close());
  const step = Math.sign(state.layers - before.layers);
  if (step && isSamePlace && closed.length === 0) {
    history.go(step);
  }
}
