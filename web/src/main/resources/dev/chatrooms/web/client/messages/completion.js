import { useEffect, useState } from 'preact/hooks';
import { folded, isLarge } from '../rooms/order.js';
import { Avatar } from '../ui/avatar.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { s } from '../ui/strings.js';
import { find } from './emoji.js';

const MAX = 8;
const SETTLE_MS = 200;
const WORD = /(^|[\s(])([@:])([\p{L}\p{N}._+-]*)$/u;

/**
 * Completes `@name` and `:name` at the cursor.
 *
 * @returns {object} the options, what handles the keys, and the attributes of the text area
 */
export function useCompletions({ room, text, area, onChange }) {
  const { client } = useApp();
  const members = useSelected(state => state.members[room.id]);
  const [cursor, setCursor] = useState(0);
  const [index, setIndex] = useState(0);
  const [closedAt, setClosedAt] = useState();
  const [emoji, setEmoji] = useState([]);
  const match = WORD.exec(text.slice(0, cursor));
  const [, , sign, word] = match ?? [];
  const start = match ? cursor - word.length - 1 : -1;
  const isOpen = match && closedAt !== start && (sign === '@' || word.length >= 2);
  const isName = isOpen && sign === '@';
  const asked = isName && isLarge(room) ? word : undefined;
  useEffect(() => {
    if (isName && !members && !isLarge(room)) {
      client.loadMembers(room.id).catch(() => {});
    }
  }, [isName]);
  useEffect(() => {
    const ask = () => client.loadMemberPage(room.id, { search: asked, limit: 50 }).catch(() => {});
    const timer = asked !== undefined && setTimeout(ask, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  useEffect(() => {
    let isCurrent = true;
    if (isOpen && sign === ':') {
      find(word).then(found => isCurrent && setEmoji(found.slice(0, MAX)));
    }
    return () => (isCurrent = false);
  }, [isOpen, sign, word]);

  const options = !isOpen ? [] : sign === '@' ? people(members, room, word) : emoji;
  const selected = Math.min(index, Math.max(0, options.length - 1));
  const choose = option => {
    const inserted = `${option.insert} `;
    onChange(text.slice(0, start) + inserted + text.slice(cursor));
    setIndex(0);
    const end = start + inserted.length;
    // At once, or a key that follows quickly would choose again.
    setCursor(end);
    moveCaret(area, end);
  };
  const keyed = event => {
    if (options.length === 0 || event.isComposing) {
      return false;
    }
    const steps = { ArrowDown: 1, ArrowUp: options.length - 1 };
    if (event.key in steps) {
      setIndex((selected + steps[event.key]) % options.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      choose(options[selected]);
    } else if (event.key === 'Escape') {
      setClosedAt(start);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  };
  const moved = event => {
    setCursor(event.target.selectionEnd);
    setClosedAt(undefined);
  };
  const isShown = options.length > 0;
  const attributes = {
    'aria-autocomplete': 'list',
    'aria-controls': isShown ? 'completions' : undefined,
    'aria-activedescendant': isShown ? `completion-${selected}` : undefined,
  };
  return { options, selected, choose, keyed, moved, attributes };
}

/** Puts the caret of a text area somewhere, once its new text is there. */
export function moveCaret(area, at) {
  setTimeout(() => {
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  });
}

function people(members, room, word) {
  const wanted = folded(word);
  const found = Object.values(members ?? {})
    .map(member => member.user)
    .filter(user => folded(`${user.username} ${user.displayName}`).includes(wanted))
    .sort((a, b) => Number(b.username.startsWith(wanted)) - Number(a.username.startsWith(wanted)))
    .slice(0, MAX)
    .map(user => {
      const name = `@${user.username}`;
      return { key: user.id, user, text: user.displayName, hint: name, insert: name };
    });
  const mayCallRoom = ['owner', 'moderator'].includes(room.me?.role) && 'room'.startsWith(wanted);
  return mayCallRoom ? [...found, { key: 'room', text: '@room', insert: '@room' }] : found;
}

export function Completions({ completions: { options, selected, choose } }) {
  if (options.length === 0) {
    return null;
  }
  return html`<div class="completions" role="listbox" id="completions" aria-label=${s.completions}>
    ${options.map(
      (option, i) => html`<div
        key=${option.key}
        id=${`completion-${i}`}
        role="option"
        class="option"
        aria-selected=${i === selected}
        onMouseDown=${event => {
          event.preventDefault();
          choose(option);
        }}
      >
        <span class="room-mark">
          ${option.user ? html`<${Avatar} user=${option.user} size=${20} />` : option.emoji ?? '@'}
        </span>
        <span class="room-name">${option.text}</span>
        ${option.hint && html`<span class="muted">${option.hint}</span>`}
      </div>`,
    )}
  </div>`;
}
