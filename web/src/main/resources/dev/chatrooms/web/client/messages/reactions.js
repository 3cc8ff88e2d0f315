import { html } from '../ui/html.js';
import { s } from '../ui/strings.js';

/** The reactions to a message. Pressing one adds or removes the caller's own. */
export function Reactions({ message, act, tabIndex }) {
  return html`<div class="reactions">
    ${message.reactions.map(
      ({ emoji, count, me }) => html`<button
        type="button"
        key=${emoji}
        tabindex=${tabIndex}
        class=${me ? 'reaction own' : 'reaction'}
        aria-pressed=${Boolean(me)}
        aria-label=${s.reactionLabel(emoji, count)}
        title=${me ? s.removeReaction : s.addSameReaction}
        onClick=${() => act.react(message, emoji, !me)}
      >
        <span class="reaction-emoji">${emoji}</span>${count}
      </button>`,
    )}
  </div>`;
}
