import { Dialog } from './dialog.js';
import { html } from './html.js';
import { KEYS } from './keys-strings.js';
import { s } from './strings.js';

/** The list of all keys. */
export function Keys({ onClose }) {
  return html`<${Dialog} title=${s.keysTitle} onClose=${onClose}>
    <dl class="keys">
      ${KEYS.map(
        ([keys, meaning]) => html`<div key=${meaning}>
          <dt>${keys.map(key => html`<kbd>${key}</kbd>`)}</dt>
          <dd>${meaning}</dd>
        </div>`,
      )}
    </dl>
  <//>`;
}
