import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useApp, useSelected } from '../ui/html.js';

const NEAR_END_PX = 60;
const LOAD_AT_PX = 800;
const RETRY_MS = 3000;
const FLASH_MS = 2000;
/** Where a reply is shown that was asked for, as a part of the view. */
const SHOWN_AT = 0.4;

/**
 * Loads a thread while it is on the screen, and keeps the reader's place: a reader at the end stays there, and for any
 * other one the first row in the view stays where it is.
 *
 * @param {string} rootId
 * @param {number} unsent the number of replies that are on their way
 * @param {{seq?: number}} jump the reply to show; another object asks for it again
 */
export function useReplies(rootId, unsent, jump) {
  const { client } = useApp();
  const thread = useSelected(state => state.threads[rootId]);
  const [error, setError] = useState();
  const scroller = useRef();
  const place = useRef({ isAtEnd: true });
  const isBusy = useRef(false);
  /** Runs one request at a time. A place that was asked for meanwhile is loaded afterwards. */
  const alone = async request => {
    const wanted = place.current;
    isBusy.current = true;
    await request(wanted);
    isBusy.current = false;
    if (place.current !== wanted && isMissing(place.current, client.state.threads[rootId])) {
      load();
    }
  };
  const load = async () => {
    setError(undefined);
    await alone(({ seq }) => client.loadThread(rootId, seq).catch(setError));
    more();
  };
  const more = () => {
    const { current: view } = scroller;
    const loaded = client.state.threads[rootId];
    const end = loaded && view && !isBusy.current && wantedEnd(loaded, view);
    if (end) {
      const request = end === 'before' ? client.loadRepliesBefore(rootId) : client.loadRepliesAfter(rootId);
      alone(() => request.catch(() => new Promise(resolve => setTimeout(resolve, RETRY_MS))));
    }
  };
  const take = next => {
    place.current = next;
    client.viewed(rootId, next.isAtEnd ? 'end' : 'middle');
  };
  const scrolled = () => {
    // While the thread loads, its end moves away.
    if (!isBusy.current || !thread?.hasAfter) {
      take(placeIn(scroller.current, thread));
    }
    more();
  };
  const show = next => {
    take(next);
    if (isBusy.current || !thread) {
      return;
    }
    if (isMissing(next, thread)) {
      load();
    } else {
      place.current = restored(scroller.current, next, thread);
    }
  };
  useEffect(() => {
    client.viewed(rootId, 'end');
    return () => client.viewed(rootId, undefined);
  }, [rootId]);
  useEffect(() => {
    if (jump.seq) {
      show({ seq: jump.seq, isTarget: true });
    }
  }, [jump]);
  const isThere = Boolean(thread);
  useEffect(() => {
    if (!isThere) {
      load();
    }
  }, [isThere, rootId]);
  useLayoutEffect(() => {
    if (thread) {
      place.current = restored(scroller.current, place.current, thread);
      more();
    }
  }, [thread, unsent]);
  const isAway = thread?.hasAfter && !place.current.isAtEnd;
  return { thread, error, load, scroller, scrolled, isAway, toEnd: () => show({ isAtEnd: true }) };
}

/** Whether the place is one that has to be loaded first. */
function isMissing({ isAtEnd, isTarget, seq }, thread) {
  const has = () => thread.items.some(item => item.seq === seq);
  return Boolean(thread && (isAtEnd ? thread.hasAfter : isTarget && !has()));
}

function below({ scrollTop, scrollHeight, clientHeight }) {
  return scrollHeight - scrollTop - clientHeight;
}

/** Returns the end of a thread at which replies are missing, if the reader is near it. */
function wantedEnd(thread, view) {
  if (thread.hasBefore && view.scrollTop < LOAD_AT_PX) {
    return 'before';
  }
  return thread.hasAfter && below(view) < LOAD_AT_PX ? 'after' : undefined;
}

function placeIn(view, thread) {
  if (!thread?.hasAfter && below(view) < NEAR_END_PX) {
    return { isAtEnd: true };
  }
  // The first row is the root, which stays while the replies after it change.
  const [, ...replies] = view.querySelectorAll('[data-seq]');
  const row = replies.find(each => offset(view, each) + each.offsetHeight > 0);
  return row ? { key: row.dataset.key, seq: Number(row.dataset.seq), offset: offset(view, row) } : {};
}

/** Brings the reader to a place, and returns it; a reply that was asked for becomes a place in the view. */
function restored(view, place, thread) {
  if (place.isAtEnd) {
    view.scrollTop = view.scrollHeight;
    return place;
  }
  const find = (name, value) => value && view.querySelector(`[data-${name}="${CSS.escape(value)}"]`);
  const row = place.isTarget ? find('seq', place.seq) : find('key', place.key);
  if (!row) {
    return place;
  }
  view.scrollTop += offset(view, row) - (place.isTarget ? SHOWN_AT * view.clientHeight : place.offset);
  if (!place.isTarget) {
    return place;
  }
  row.classList.add('flash');
  setTimeout(() => row.classList.remove('flash'), FLASH_MS);
  return placeIn(view, thread);
}

/** Returns how far a row is below the top of the view. */
function offset(view, row) {
  return row.getBoundingClientRect().top - view.getBoundingClientRect().top;
}
