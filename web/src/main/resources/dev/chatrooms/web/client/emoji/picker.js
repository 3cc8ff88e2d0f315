import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { recent, remember } from '../messages/emoji.js';
import { focused, html } from '../ui/html.js';
import { hasKeyboard } from '../ui/menu.js';
import { s } from '../ui/strings.js';
import { find, load } from './names.js';

/** The recent emoji, all others by group, and a search by name. */
export function EmojiPicker({ onPick }) {
  const [text, setText] = useState('');
  const [groups, setGroups] = useState([]);
  const [found, setFound] = useState([]);
  const first = useMemo(recent, []);
  const field = useRef();
  // The picker may come later than its layer.
  useLayoutEffect(() => hasKeyboard && field.current.focus(), []);
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
    const at = buttons.indexOf(focused());
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
    <input type="search" ref=${field} aria-label=${s.searchEmoji} placeholder=${s.searchEmoji} value=${text}
      onInput=${event => setText(event.target.value)} />
    <div class="emoji-scroll">
      ${shown.map(
        (group, i) => html`<section key=${group.name}>
          <h3>${group.name}</h3>
          <div class="emoji-grid">
            ${group.emoji.map(
              ({ emoji, name }, j) => html`<button type="button" key=${emoji} data-emoji=${emoji}
                title=${name} aria-label=${name} tabindex=${i + j === 0 ? 0 : -1}>${emoji}</button>`,
            )}
          </div>
        </section>`,
      )}
      ${text.trim() && found.length === 0 && html`<p class="muted">${s.nothingFound}</p>`}
    </div>
  </div>`;
}
