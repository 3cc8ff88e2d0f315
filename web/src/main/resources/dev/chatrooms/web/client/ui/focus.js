/**
 * Keeps the focus on the page. Where the element that has it is removed, hidden or disabled, the browser leaves the
 * keyboard without a place; the nearest one that is left gets it.
 */
const STOPS = 'a[href], button, input, textarea, select, summary, [tabindex]:not([tabindex="-1"])';
const SETTLE_MS = 50;

/** The element that had the focus last, and those around it. */
let path = [];
let timer;

/** On a touch screen, a field would open the keyboard. */
const isTouch = !matchMedia('(pointer: fine)').matches;

function isUsable(element) {
  if (isTouch && element.matches('input, textarea')) {
    return false;
  }
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled, [type=hidden], [type=file]');
}

function isLost() {
  return path.length > 0 && document.activeElement === document.body && !isUsable(path[0]);
}

function stopIn(element) {
  return [...element.querySelectorAll(STOPS)].find(stop => stop.tabIndex >= 0 && isUsable(stop));
}

function nearest() {
  for (const element of path) {
    if (element.matches('main, [role=main]') || element.querySelector('main, [role=main]')) {
      break;
    }
    if (element.isConnected) {
      const found = element.hasAttribute('tabindex') && isUsable(element) ? element : stopIn(element);
      if (found) {
        return found;
      }
    }
  }
  const main = document.querySelector('dialog[open]') ?? document.querySelector('main, [role=main]') ?? document.body;
  const first = place => [...main.querySelectorAll(place)].find(isUsable);
  return first('.composer textarea') ?? first('h1[tabindex]') ?? stopIn(main);
}

function check() {
  timer = undefined;
  if (isLost()) {
    nearest()?.focus({ preventScroll: true });
  }
}

/** Starts to keep the focus. */
export function keepFocus() {
  document.addEventListener('focusin', ({ target }) => {
    path = [];
    for (let element = target; element && element !== document.body; element = element.parentElement) {
      path.push(element);
    }
  });
  // After a press beside every control, the focus is nowhere on purpose.
  document.addEventListener('click', ({ target }) => {
    if (document.activeElement === document.body && target.isConnected) {
      path = [];
    }
  });
  new MutationObserver(() => {
    if (!timer && isLost()) {
      timer = setTimeout(check, SETTLE_MS);
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
}
