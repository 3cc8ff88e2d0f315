import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html, useApp } from '../ui/html.js';
import { IconButton } from '../ui/icon.js';
import { useLayer } from '../ui/layers.js';
import { save, useSource } from '../ui/source.js';
import { s } from '../ui/strings.js';
import { isPicture } from './attachments.js';
import { t } from './strings.js';

/** A picture as large as the window. The arrow keys go to the other pictures on the page of its room. */
export function Lightbox({ file, onClose }) {
  const { client, actions } = useApp();
  const [pictures] = useState(() => picturesAround(client.state, file));
  const [index, setIndex] = useState(() => pictures.findIndex(other => other.id === file.id));
  const shown = pictures[index];
  const source = useSource(shown.url);
  const dialog = useRef();
  useLayer(onClose);
  useLayoutEffect(() => {
    const { current: shown } = dialog;
    shown.showModal();
    return () => shown.close();
  }, []);
  const go = step => setIndex(Math.min(pictures.length - 1, Math.max(0, index + step)));
  const keyed = event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      go(step);
    }
  };
  const outside = event => !event.target.closest('button, img, header') && onClose();
  return html`<dialog ref=${dialog} class="lightbox" aria-label=${shown.name} onKeyDown=${keyed}
    onClick=${outside} onClose=${() => dialog.current && onClose()}>
    <header class="lightbox-header">
      <h2 class="lightbox-name" dir="auto">${shown.name}</h2>
      ${pictures.length > 1 &&
      html`<span class="lightbox-count" role="status">${t.pictureOf(index + 1, pictures.length)}</span>`}
      <${IconButton} icon="download" label=${s.downloadFile(shown.name)}
        onClick=${() => actions.attempt(() => save(client, shown))} />
      <${IconButton} icon="x" label=${s.close} onClick=${onClose} />
    </header>
    <div class="lightbox-body">
      ${pictures.length > 1 &&
      html`<${IconButton} icon="chevron-left" label=${t.previousPicture} disabled=${index === 0}
        onClick=${() => go(-1)} />`}
      <img key=${shown.id} src=${source} width=${shown.width} height=${shown.height} alt=${shown.name} />
      ${pictures.length > 1 &&
      html`<${IconButton} icon="chevron-right" label=${t.nextPicture} disabled=${index === pictures.length - 1}
        onClick=${() => go(1)} />`}
    </div>
  </dialog>`;
}

function picturesAround(state, file) {
  const lists = [
    ...Object.values(state.windows).map(window => window.items),
    ...Object.values(state.threads).map(thread => [thread.root, ...thread.items]),
  ].map(items => items.flatMap(item => (item.attachments ?? []).filter(isPicture)));
  return lists.find(pictures => pictures.some(other => other.id === file.id)) ?? [file];
}
