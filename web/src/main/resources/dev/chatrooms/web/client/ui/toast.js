import { html, useWindowEvent } from './html.js';

/**
 * Short notices at the bottom, one at a time, with an action such as “Undo”. An open dialog shows them itself,
 * since nothing outside of it can be used, and the styles hide those of the page.
 */
export function Toast({ toast, onDone }) {
  const act = () => {
    onDone();
    toast.action();
  };
  // The notice does not stay until the Tab key has reached its button.
  useWindowEvent('keydown', event => {
    const [target] = event.composedPath();
    const isTyping = Boolean(target.value);
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey);
    if (toast?.action && isUndo && !isTyping && !event.defaultPrevented) {
      event.preventDefault();
      act();
    }
  });
  return html`<div class="toasts" role="status">
    ${toast &&
    html`<div class=${toast.isError ? 'toast error' : 'toast'} key=${toast.id}>
      <span>${toast.text}</span>
      ${toast.action &&
      html`<button type="button" class="toast-action" aria-keyshortcuts="Control+Z" onClick=${act}>
        ${toast.label}
      </button>`}
    </div>`}
  </div>`;
}
