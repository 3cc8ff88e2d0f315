import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useApp, useSelected } from '../ui/html.js';

const NEAR_END_PX = 60;
const LOAD_AT_PX = 800;
const RETRY_MS = 3000;

/**
 * Loads a thread while it is on the screen, and keeps the reader's place: a reader at the end stays there, and for any
 * other one the first row in the view stays where it is.
 *
 * @param {string} rootId
 * @param {number} unsent the number of replies that are on their way
 */
export function useReplies(rootId, unsent) {
  const { client } = useApp();
  const thread = useSelected(state => state.threads[rootId]);
  const [error, setError] = useState();
  const scroller = useRef();
  const place = useRef({ isAtEnd: true });
  const isBusy = useRef(false);
  const load = () => {
    setError(undefined);
    isBusy.current = true;
    place.current = { isAtEnd: true };
    client
      .loadThread(rootId)
      .catch(setError)
      .finally(() => (isBusy.current = false));
  };
  const more = async () => {
    const end = thread && !isBusy.current && wanted(thread, scroller.current);
    if (end) {
      isBusy.current = true;
      try {
        await (end === 'before' ? client.loadRepliesBefore(rootId) : client.loadRepliesAfter(rootId));
      } catch {
        await new Promise(resolve => setTimeout(resolve, RETRY_MS));
      }
      isBusy.current = false;
    }
  };
  const scrolled = () => {
    // While the thread loads, its end moves away.
    if (!isBusy.current || !thread?.hasAfter) {
      place.current = placeIn(scroller.current, thread);
      client.viewed(rootId, place.current.isAtEnd ? 'end' : 'middle');
    }
    more();
  };
  useEffect(() => {
    client.viewed(rootId, 'end');
    return () => client.viewed(rootId, undefined);
  }, [rootId]);
  const isMissing = !thread;
  useEffect(() => {
    if (isMissing) {
      load();
    }
  }, [isMissing, rootId]);
  useLayoutEffect(() => {
    if (thread) {
      restore(scroller.current, place.current);
      more();
    }
  }, [thread, unsent]);
  return { thread, error, load, scroller, scrolled, toEnd: () => (thread.hasAfter ? load() : stayAtEnd(place)) };
}

function stayAtEnd(place) {
  place.current = { isAtEnd: true };
}

function below({ scrollTop, scrollHeight, clientHeight }) {
  return scrollHeight - scrollTop - clientHeight;
}

/** Returns the end of a thread at which replies are missing, if the reader is near it. */
function wanted(thread, view) {
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
  return row ? { key: row.dataset.key, offset: offset(view, row) } : {};
}

function restore(view, { isAtEnd, key, offset: before }) {
  if (isAtEnd) {
    view.scrollTop = view.scrollHeight;
    return;
  }
  const row = key && view.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (row) {
    view.scrollTop += offset(view, row) - before;
  }
}

/** Returns how far a row is below the top of the view. */
function offset(view, row) {
  return row.getBoundingClientRect().top - view.getBoundingClientRect().top;
}
