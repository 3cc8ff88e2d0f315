import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { focused, html, useWindowEvent } from './html.js';
import { Icon } from './icon.js';

const GAP = 4;
/** On a touch screen, a field that has the focus opens a keyboard over the page. */
export const hasKeyboard = matchMedia('(pointer: fine)').matches;

/**
 * A button that opens a list of actions. Arrow keys move in it, Escape closes it.
 *
 * @param {object} properties
 * @param {object} properties.content what the button shows
 * @param {{icon: string, text: string, action: () => void, isDanger?: boolean}[]} properties.items
 */
export function Menu({ label, content, items, class: className }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef();
  const close = () => {
    setOpen(false);
    button.current.focus();
  };
  return html`<button
      type="button"
      ref=${button}
      class=${className}
      aria-label=${label}
      title=${label}
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      onClick=${() => setOpen(!isOpen)}
    >
      ${content}
    </button>
    ${isOpen &&
    html`<${Popup} anchor=${button} onClose=${close} role="menu" class="menu">
      ${items.map(
        item => html`<button
          type="button"
          key=${item.text}
          role="menuitem"
          class=${item.isDanger ? 'menu-item danger' : 'menu-item'}
          onClick=${() => {
            close();
            item.action();
          }}
        >
          <${Icon} name=${item.icon} size=${16} />${item.text}
        </button>`,
      )}
    <//>`}`;
}

/** A layer next to a control, above everything else. It closes when it loses the focus. */
export function Popup({ anchor, onClose, children, ...rest }) {
  const layer = useRef();
  useLayoutEffect(() => {
    layer.current.showPopover();
    place(layer.current, anchor.current);
    layer.current.querySelector(hasKeyboard ? 'input, button' : 'button')?.focus();
    const { current: control } = anchor;
    const { current: shown } = layer;
    const entry = import('./layers.js').then(({ opened }) => opened(onClose));
    return () => {
      entry.then(remove => remove()).catch(() => {});
      // The focus must not be lost with the layer.
      return shown.contains(focused()) && control.focus();
    };
  }, []);
  useWindowEvent('resize', onClose);
  useWindowEvent('pointerdown', event => {
    const path = event.composedPath();
    if (!path.includes(layer.current) && !path.includes(anchor.current)) {
      onClose();
    }
  });
  const keyed = event => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      onClose();
    } else if (event.key === 'Tab' && rest.role === 'menu') {
      onClose();
    } else if (rest.role === 'menu' && /^Arrow(Up|Down)$/.test(event.key)) {
      event.preventDefault();
      const buttons = [...layer.current.querySelectorAll('button')];
      const step = event.key === 'ArrowDown' ? 1 : buttons.length - 1;
      buttons[(buttons.indexOf(focused()) + step) % buttons.length].focus();
    }
  };
  const left = ({ relatedTarget }) => {
    const isOutside = relatedTarget && !layer.current.contains(relatedTarget) && relatedTarget !== anchor.current;
    if (isOutside && rest.role !== 'menu') {
      onClose();
    }
  };
  return html`<div ref=${layer} popover="manual" onKeyDown=${keyed} onFocusOut=${left} ...${rest}>${children}</div>`;
}

/** Returns whether a menu or a picker is open in the tree of an element. */
export function hasPopover(element) {
  return Boolean(element.getRootNode().querySelector('[popover]:popover-open'));
}

/** Puts a layer below its control, or above it where there is no room below. */
function place(layer, anchor) {
  const target = anchor.getBoundingClientRect();
  const { width, height } = layer.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(target.left, innerWidth - width - GAP));
  const below = target.bottom + GAP;
  const top = below + height <= innerHeight ? below : Math.max(GAP, target.top - height - GAP);
  layer.style.left = `${left}px`;
  layer.style.top = `${top}px`;
}
