import { useEffect, useMemo, useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { read, write } from '../ui/storage.js';
import { s } from '../ui/strings.js';

const FIRST = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];
const MAX_RECENT = 16;
const MAX_FOUND = 60;

let table;

/** Loads the table of all emoji when it is first needed. Without a connection, it is empty until the next time. */
function load() {
  table ??= import('../emoji/table.js').then(grouped, () => {
    table = undefined;
    return [];
  });
  return table;
}

function grouped(module) {
  return module.groups.map(([name, list]) => ({
      name,
      emoji: list.split('|').map(entry => {
        const at = entry.indexOf(' ');
        return { emoji: entry.slice(0, at), name: entry.slice(at + 1) };
      }),
    }));
}

/** Returns the emoji whose name contains a text, in the form of completions. */
export async function find(text) {
  const wanted = text.toLowerCase().replace(/[_+-]/g, ' ');
  const all = (await load()).flatMap(group => group.emoji);
  const found = all.filter(({ name }) => name.includes(wanted));
  const isFirst = ({ name }) => name.startsWith(wanted);
  return [...found.filter(isFirst), ...found.filter(option => !isFirst(option))]
    .slice(0, MAX_FOUND)
    .map(({ emoji, name }) => ({ key: emoji, emoji, text: name, insert: emoji }));
}

/** Puts an emoji first among the recent ones. */
export function remember(emoji) {
  write('emoji', [emoji, ...recent().filter(other => other !== emoji)].slice(0, MAX_RECENT));
}

function recent() {
  return read('emoji', FIRST);
}

/** The recent emoji, all others by group, and a search by name. */
export function EmojiPicker({ onPick }) {
  const [text, setText] = useState('');
  const [groups, setGroups] = useState([]);
  const [found, setFound] = useState([]);
  const first = useMemo(recent, []);
  useEffect(() => {
    load().then(setGroups);
  }, []);
  useEffect(() => {
    let isCurrent = true;
    if (text.trim()) {
      find(text.trim()).then(result => isCurrent && setFound(result));
    }
    return () => (isCurrent = false);
  }, [text]);
  const pick = event => {
    const emoji = event.target.closest('[data-emoji]')?.dataset.emoji;
    if (emoji) {
      remember(emoji);
      onPick(emoji);
    }
  };
  const keyed = event => {
    const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 };
    const buttons = [...event.currentTarget.querySelectorAll('[data-emoji]')];
    const at = buttons.indexOf(document.activeElement);
    if (event.key in moves && (at >= 0 || event.key === 'ArrowDown')) {
      event.preventDefault();
      buttons[Math.max(0, at + (at < 0 ? 1 : moves[event.key]))]?.focus();
    } else if (event.key === 'Enter' && at < 0 && buttons[0]) {
      event.preventDefault();
      buttons[0].click();
    }
  };
  const shown = text.trim()
    ? [{ name: s.found, emoji: found.map(option => ({ emoji: option.emoji, name: option.text })) }]
    : [{ name: s.recent, emoji: first.map(emoji => ({ emoji, name: emoji })) }, ...groups];
  return html`<div class="emoji" onClick=${pick} onKeyDown=${keyed}>
    <input type="search" aria-label=${s.searchEmoji} placeholder=${s.searchEmoji} value=${text}
      onInput=${event => setText(event.target.value)} />
    <div class="emoji-scroll">
      ${shown.map(
        group => html`<section key=${group.name}>
          <h3>${group.name}</h3>
          <div class="emoji-grid">
            ${group.emoji.map(
              ({ emoji, name }) => html`<button type="button" key=${emoji} data-emoji=${emoji}
                title=${name} aria-label=${name} tabindex="-1">${emoji}</button>`,
            )}
          </div>
        </section>`,
      )}
      ${text.trim() && found.length === 0 && html`<p class="muted">${s.nothingFound}</p>`}
    </div>
  </div>`;
}
