import { focused } from '../ui/html.js';
import { hasPopover } from '../ui/menu.js';

const CONTROLS = 'a, button, audio, video, [popover]';

/**
 * Returns the listeners of a list of messages, one row of which shows what can be done with it: the row that has the
 * mouse or the focus, or that was tapped. Another tap on the row, or one outside the list, ends it.
 *
 * @param {() => ?string} active returns the key of that row
 * @param {(key?: string) => void} setActive
 */
export function activeRow(active, setActive) {
  let isTouch = false;
  let before;
  const activate = event => {
    const key = keyOf(event);
    if (key !== active() && !hasPopover(event.currentTarget)) {
      setActive(key);
    }
  };
  const left = (event, isGone) => isGone && !hasPopover(event.currentTarget) && setActive();
  return {
    onPointerDown: ({ pointerType }) => {
      isTouch = pointerType === 'touch';
      before = active();
    },
    // A finger moves when it scrolls.
    onPointerMove: event => event.pointerType !== 'touch' && activate(event),
    onPointerLeave: event => left(event, !isTouch && !event.currentTarget.contains(focused())),
    onFocusIn: event => (!isTouch || event.target.matches(':focus-visible')) && activate(event),
    onFocusOut: event => left(event, isTouch && !event.currentTarget.contains(event.relatedTarget)),
    onClick: event => {
      if (isTouch && event.target.closest('.touch-only')) {
        setActive();
      } else if (isTouch && !event.target.closest(CONTROLS)) {
        const key = keyOf(event);
        setActive(key === before ? undefined : key);
      }
    },
  };
}

function keyOf({ target }) {
  return target.closest?.('[data-key]')?.dataset.key;
}
