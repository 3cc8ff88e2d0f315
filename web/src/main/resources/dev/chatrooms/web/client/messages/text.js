import { useEffect, useState } from 'preact/hooks';
import { html, memo, useApp } from '../ui/html.js';
import { IconButton } from '../ui/icon.js';
import { copy } from '../ui/clipboard.js';
import { s } from '../ui/strings.js';
import { excerpt } from './excerpt.js';
import { parse } from './markdown.js';

const PICTURE = '\\p{Extended_Pictographic}\\u{fe0f}?\\p{Emoji_Modifier}?';
/** Up to three emoji and nothing else. */
const EMOJI_ONLY = new RegExp(`^(?:(?:\\p{RI}{2}|${PICTURE}(?:\\u{200d}${PICTURE})*)\\s?){1,3}$`, 'u');

/** The text of a message. Each block finds its own direction, so that languages can be mixed. */
export const MessageText = memo(({ text, mentions, mentionsRoom, me, tabIndex, showPerson }) => {
  const { client, actions } = useApp();
  const [isWhole, setWhole] = useState(false);
  const [known, setKnown] = useState();
  const shown = isWhole ? text : excerpt(text);
  const names = new Set(mentions.length > 0 ? namesIn(parse(text)) : []);
  // Of more names than accounts, some belong to no account.
  const isClear = names.size <= mentions.length;
  useEffect(() => {
    if (!isClear) {
      load().then(module => module.known(client, mentions, names)).then(setKnown, () => {});
    }
  }, [text]);
  const show = name =>
    actions.attempt(async () => showPerson(await (await load()).mentioned(client, mentions, name)));
  const context = { people: isClear ? names : known, mentionsRoom, me, tabIndex, show };
  const nodes = parse(shown).map(node => render(node, context));
  return html`<div class=${EMOJI_ONLY.test(text) ? 'text large' : 'text'}>
    ${nodes}
    ${shown !== text &&
    html`<button type="button" class="link show-more" tabindex=${tabIndex} onClick=${() => setWhole(true)}>
      ${s.showMore}
    </button>`}
  </div>`;
});

const load = () => import('../people/mentioned.js');

function namesIn(nodes) {
  return nodes.flatMap(({ type, name, children = [] }) =>
    type === 'mention' && name !== 'room' ? name : namesIn(children),
  );
}

const TAGS = { strong: 'strong', em: 'em', del: 'del' };

function render(node, context) {
  if (typeof node === 'string') {
    return node;
  }
  const children = node.children?.map(child => render(child, context));
  switch (node.type) {
    case 'paragraph':
      return html`<p dir="auto">${children}</p>`;
    case 'quote':
      return html`<blockquote dir="auto">${children}</blockquote>`;
    case 'list':
      return node.start !== undefined
        ? html`<ol dir="auto" start=${node.start}>${children}</ol>`
        : html`<ul dir="auto">${children}</ul>`;
    case 'item':
      return html`<li dir="auto">${children}</li>`;
    case 'code':
      return node.text.includes('\n') || node.isBlock
        ? html`<${CodeBlock} text=${node.text} tabIndex=${context.tabIndex} />`
        : html`<code>${node.text}</code>`;
    case 'link':
      return html`<${Link} href=${node.href} tabIndex=${context.tabIndex}>${children}<//>`;
    case 'mention':
      return mention(node, context);
    default:
      return html`<${TAGS[node.type]}>${children}<//>`;
  }
}

/** A place of this client opens in its page, and not in another tab. */
function Link({ href, tabIndex, children }) {
  const { client, isEmbedded } = useApp();
  const isOwn = !isEmbedded && href.startsWith(`${client.server}#/`);
  return html`<a href=${href} target=${isOwn ? undefined : '_blank'} rel="noopener noreferrer" title=${href}
    tabindex=${tabIndex}>
    ${children}
  </a>`;
}

/** Only names that the server has recognised are marked: it knows which accounts exist. */
function mention({ name, text }, { people, mentionsRoom, me, tabIndex, show }) {
  if (name === 'room' && mentionsRoom) {
    return html`<span class="mention me">${text}</span>`;
  }
  return people?.has(name)
    ? html`<button type="button" class=${name === me.username ? 'mention me' : 'mention'} tabindex=${tabIndex}
        onClick=${() => show(name)}>${text}</button>`
    : text;
}

function CodeBlock({ text, tabIndex }) {
  const { actions } = useApp();
  const copied = () => copy(text).then(() => actions.notify(s.copied));
  return html`<div class="code-block">
    <pre tabindex="0"><code>${text}</code></pre>
    <${IconButton} icon="copy" size=${15} label=${s.copyCode} tabindex=${tabIndex} onClick=${copied} />
  </div>`;
}
