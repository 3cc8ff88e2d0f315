import { Dialog } from './dialog.js';
import { html } from './html.js';
import { s } from './strings.js';

/** The list of all keys. */
export function Keys({ onClose }) {
  return html`<${Dialog} title=${s.keysTitle} onClose=${onClose}>
    <dl class="keys">
      ${s.keys.map(
        ([keys, meaning]) => html`<div key=${meaning}>
          <dt>${keys.map(key => html`<kbd>${key}</kbd>`)}</dt>
          <dd>${meaning}</dd>
        </div>`,
      )}
    </dl>
  <//>`;
}
