import { useLayoutEffect, useRef } from 'preact/hooks';
import { html, useApp, useWindowEvent } from './html.js';
import { IconButton } from './icon.js';
import { useLayer } from './layers.js';
import { COVERED, useNarrow } from './narrow.js';
import { s } from './strings.js';

/** A panel beside the messages; in a narrow window it covers them. */
export function Panel({ title, onClose, children }) {
  const { isEmbedded } = useApp();
  const panel = useRef();
  useLayer(onClose);
  useWindowEvent('keydown', event => {
    const root = panel.current.getRootNode();
    const isOutside = event.defaultPrevented || !event.composedPath().includes(root);
    if (event.key === 'Escape' && !isOutside && !root.querySelector('dialog[open], [popover]:popover-open')) {
      onClose();
    }
  });
  useLayoutEffect(() => {
    const { current: shown } = panel;
    const root = shown.getRootNode();
    const opener = root.activeElement;
    // The focus goes in where it would be lost with what the panel covers, and goes back where it came from.
    if (!opener?.checkVisibility() || opener === document.body) {
      shown.focus();
    }
    return () => shown.contains(root.activeElement) && opener?.focus();
  }, []);
  const covers = useNarrow(COVERED);
  const role = isEmbedded ? 'region' : covers ? 'main' : 'complementary';
  return html`<div ref=${panel} class="panel" tabindex="-1" role=${role} aria-label=${title}>
    <div class="panel-header">
      <h2 aria-level=${role === 'main' ? 1 : 2}>${title}</h2>
      <${IconButton} icon="x" label=${s.close} onClick=${onClose} />
    </div>
    ${children}
  </div>`;
}
