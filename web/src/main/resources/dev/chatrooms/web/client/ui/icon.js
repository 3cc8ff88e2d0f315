import { html } from './html.js';

/** An icon of the sprite. It is decoration: the control around it has a name. */
export function Icon({ name, size = 18 }) {
  return html`<svg class="icon" width=${size} height=${size} aria-hidden="true" focusable="false">
    <use href=${`${Icon.sprite}#${name}`} />
  </svg>`;
}

/** The path of the sprite. It is empty where the sprite is in the same tree: no other origin's can be referred to. */
Icon.sprite = new URL('../icons.svg', import.meta.url).pathname;

/** A button that shows an icon only. Its label is its name and its tooltip. */
export function IconButton({ icon, label, size, class: extra = '', children, ...rest }) {
  return html`<button type="button" class=${`icon-button ${extra}`} aria-label=${label} title=${label} ...${rest}>
    <${Icon} name=${icon} size=${size} />${children}
  </button>`;
}
