import { read, write } from './storage.js';

export const THEMES = ['auto', 'light', 'dark'];

export function theme() {
  return read('theme', 'auto');
}

/** Sets the theme, for this browser. */
export function setTheme(name) {
  write('theme', name);
  applyTheme();
}

export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}
