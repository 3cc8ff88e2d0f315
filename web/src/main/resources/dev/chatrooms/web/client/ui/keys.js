import { Dialog } from './dialog.js';
import { html } from './html.js';
import { isMac, s } from './strings.js';

const KEYS = [
  [[isMac ? '⌘' : 'Ctrl', 'K'], 'Go to a room or a person'],
  [['Alt', 'Shift', '↑ ↓'], 'Go to the next room with unread messages'],
  [['Enter'], 'Send'],
  [['Shift', 'Enter'], 'Start a new line'],
  [['↑'], 'Edit your last message, when the field is empty'],
  [['Esc'], 'Cancel a reply or an edit; close a panel'],
  [['@'], 'Complete a name'],
  [[':'], 'Complete an emoji'],
  [['↑ ↓'], 'Move between messages, when one has the focus'],
  [['?'], 'Show this list'],
];

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
