import { html } from './html.js';

/**
 * Short notices at the bottom, one at a time, with an action such as “Undo”. An open dialog shows them itself,
 * since nothing outside of it can be used, and the styles hide those of the page.
 */
export function Toast({ toast, onDone }) {
  return html`<div class="toasts" role="status">
    ${toast &&
    html`<div class=${toast.isError ? 'toast error' : 'toast'} key=${toast.id}>
      <span>${toast.text}</span>
      ${toast.action &&
      html`<button
        type="button"
        class="toast-action"
        onClick=${() => {
          onDone();
          toast.action();
        }}
      >
        ${toast.label}
      </button>`}
    </div>`}
  </div>`;
}
