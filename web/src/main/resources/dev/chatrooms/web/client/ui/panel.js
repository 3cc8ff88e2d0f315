import { html, useWindowEvent } from './html.js';
import { IconButton } from './icon.js';
import { COVERED, useMedia } from './narrow.js';
import { s } from './strings.js';

/** A panel beside the messages; on a phone it covers them. */
export function Panel({ title, onClose, children }) {
  useWindowEvent('keydown', event => {
    const isElsewhere = event.defaultPrevented || document.querySelector('dialog[open], [popover]:popover-open');
    if (event.key === 'Escape' && !isElsewhere) {
      onClose();
    }
  });
  const covers = useMedia(COVERED);
  return html`<div class="panel" role=${covers ? 'main' : 'complementary'} aria-label=${title}>
    <div class="panel-header">
      <h2 aria-level=${covers ? 1 : 2}>${title}</h2>
      <${IconButton} icon="x" label=${s.close} onClick=${onClose} />
    </div>
    ${children}
  </div>`;
}
