/** Copies a text. The clipboard's API exists on secure origins only, and may be forbidden. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // The older way needs neither.
  }
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  // Outside of an open dialog nothing can be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  before?.focus();
}
