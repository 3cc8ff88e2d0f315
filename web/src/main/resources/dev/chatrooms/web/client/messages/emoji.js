import { later } from '../ui/later.js';
import { read, write } from '../ui/storage.js';

const FIRST = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];
const MAX_RECENT = 16;

export const EmojiPicker = later(() => import('../emoji/picker.js'), 'EmojiPicker', 'div');

/** Returns the emoji whose name contains a text, in the form of completions; none without a connection. */
export function find(text) {
  return import('../emoji/names.js').then(module => module.find(text)).catch(() => []);
}

/** Puts an emoji first among the recent ones. */
export function remember(emoji) {
  write('emoji', [emoji, ...recent().filter(other => other !== emoji)].slice(0, MAX_RECENT));
}

export function recent() {
  return read('emoji', FIRST);
}
