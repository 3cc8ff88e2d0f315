import { focused } from './html.js';

/** Copies a text. The clipboard's API exists on secure origins only, and may be forbidden. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // The older way needs neither.
  }
  const before = focused();
  const area = document.createElement('textarea');
  area.value = text;
  // Outside of an open dialog nothing can be selected.
  before.closest('dialog, .app, body').append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  before?.focus();
}
