import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from './errors.js';
import { html, useApp } from './html.js';
import { IconButton } from './icon.js';
import { useLayer } from './layers.js';
import { s } from './strings.js';

/** A modal dialog. The browser keeps the focus inside, and returns it when it closes. */
export function Dialog({ title, onClose, wide = false, children }) {
  const dialog = useRef();
  const { notice } = useApp();
  useLayer(onClose);
  useLayoutEffect(() => {
    const { current: shown } = dialog;
    shown.showModal();
    return () => shown.close();
  }, []);
  // A text may be selected in a field until beyond the dialog, which clicks on what is around both.
  const pressed = useRef();
  const outside = ({ target }) => target === dialog.current && target === pressed.current && onClose();
  return html`<dialog
    ref=${dialog}
    class=${wide ? 'dialog wide' : 'dialog'}
    aria-labelledby="dialog-title"
    onClose=${() => dialog.current && onClose()}
    onPointerDown=${({ target }) => (pressed.current = target)}
    onClick=${outside}
  >
    <div class="dialog-body">
      <div class="dialog-header">
        <h2 id="dialog-title">${title}</h2>
        <${IconButton} icon="x" label=${s.close} onClick=${onClose} />
      </div>
      ${children}
    </div>
    ${notice}
  </dialog>`;
}

/** A form that shows why its action failed. Meanwhile its button keeps the focus, and does nothing. */
export function Form({ action, submit, danger = false, onCancel, children, disabled = false }) {
  const [error, setError] = useState();
  const [isBusy, setBusy] = useState(false);
  const send = async event => {
    event.preventDefault();
    if (isBusy) {
      return;
    }
    const values = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setError(undefined);
    try {
      await action(values);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return html`<form class="form" onSubmit=${send}>
    ${typeof children === 'function' ? children(error) : children}
    ${error && html`<p class="form-error" role="alert">${messageOf(error)}</p>`}
    <div class="form-actions">
      ${onCancel && html`<button type="button" class="button" onClick=${onCancel}>${s.cancel}</button>`}
      <button class=${danger ? 'button danger' : 'button primary'} disabled=${disabled} aria-disabled=${isBusy}>
        ${submit}
      </button>
    </div>
  </form>`;
}

/** A labelled input. Its value is the first one: a later render must not replace what has been typed. */
export function Field({ label, hint, multiline, value, ...input }) {
  const rest = { ...input, defaultValue: value };
  return html`<label class="field">
    <span class="field-label">${label}</span>
    ${multiline ? html`<textarea rows="3" ...${rest} />` : html`<input ...${rest} />`}
    ${hint && html`<span class="field-hint">${hint}</span>`}
  </label>`;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, text, submit, action, onClose }) {
  const confirmed = async () => {
    await action();
    onClose();
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p class="dialog-text">${text}</p>
    <${Form} action=${confirmed} submit=${submit} danger onCancel=${onClose} />
  <//>`;
}
