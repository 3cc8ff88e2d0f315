/**
 * Parses the subset of Markdown that messages show. The result is a tree of plain objects, which the view turns into
 * elements; no text is ever parsed as HTML.
 *
 * Blocks: `paragraph`, `code`, `quote`, `list`. Inline: strings, `strong`, `em`, `del`, `code`, `link`, `mention`.
 *
 * @typedef {string | {type: string, children?: Node[], text?: string, href?: string}} Node
 */

const FENCE = /^\s*```\s*([\w+#.-]*)\s*$/;
const FENCE_END = /^\s*```\s*$/;
const ITEM = /^\s{0,3}(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const MAX_DEPTH = 8;
/** The number of signs that are tried as the end of an emphasis, so that no text takes long. */
const MAX_TRIES = 3000;

let tries = 0;

/** @returns {Node[]} */
export function parse(text) {
  tries = 0;
  return blocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

/** Returns the text without its signs, as it is read. */
export function plain(text) {
  return parse(text).map(words).join('\n');
}

function words(node) {
  return node.text ?? node.children?.map(words).join(/list|quote/.test(node.type) ? '\n' : '') ?? node;
}

function blocks(lines, depth) {
  const result = [];
  const lastEnd = lines.findLastIndex(line => FENCE_END.test(line));
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    if (i < lastEnd && FENCE.test(line)) {
      let end = i + 1;
      while (!FENCE_END.test(lines[end])) {
        end++;
      }
      result.push({ type: 'code', isBlock: true, text: lines.slice(i + 1, end).join('\n') });
      i = end + 1;
    } else if (/^\s*>/.test(line) && depth < MAX_DEPTH) {
      const from = i;
      while (i < lines.length && /^\s*>/.test(lines[i])) {
        i++;
      }
      const inner = lines.slice(from, i).map(quoted => quoted.replace(/^\s*> ?/, ''));
      result.push({ type: 'quote', children: blocks(inner, depth + 1) });
    } else if (ITEM.test(line)) {
      const first = ITEM.exec(line);
      const items = [];
      while (i < lines.length && ITEM.test(lines[i]) && Boolean(ITEM.exec(lines[i])[1]) === Boolean(first[1])) {
        items.push({ type: 'item', children: inline(ITEM.exec(lines[i])[3]) });
        i++;
      }
      result.push({ type: 'list', start: first[2] && Number(first[2]), children: items });
    } else if (line.trim() === '') {
      i++;
    } else {
      const from = i;
      do {
        i++;
      } while (i < lines.length && !startsBlock(lines, i));
      result.push({ type: 'paragraph', children: inline(lines.slice(from, i).join('\n')) });
    }
  }
  return result;
}

function startsBlock(lines, i) {
  return lines[i].trim() === '' || /^\s*>/.test(lines[i]) || FENCE.test(lines[i]) || ITEM.test(lines[i]);
}

/** What can start a span, longest first. A backslash makes the next sign ordinary. */
const TOKEN = new RegExp(
  [
    '\\\\([\\\\`*_~\\[\\]>#.!-])',
    '(`+)',
    '\\[([^\\[\\]\\n]{1,500})\\]\\(([^\\s()]*(?:\\([^\\s()]*\\)[^\\s()]*)*)\\)',
    '((?:https?:\\/\\/|mailto:)[^\\s<>"\']{1,2000})',
    '(?<![\\p{L}\\p{N}_/.@＠-])[@＠]([a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?)(?![a-z0-9]|[a-z0-9._-]*[@/])',
    '(\\*\\*|__|~~|\\*|_)(?=\\S)',
  ].join('|'),
  'giu',
);

function tokenFrom(text, start) {
  TOKEN.lastIndex = start;
  return TOKEN.exec(text);
}

/** @returns {Node[]} */
function inline(text, depth = 0) {
  const nodes = [];
  let at = 0;
  const add = node => {
    if (typeof node === 'string' && typeof nodes.at(-1) === 'string') {
      nodes.push(nodes.pop() + node);
    } else if (node !== '') {
      nodes.push(node);
    }
  };
  for (let match = tokenFrom(text, 0); match; ) {
    const span = read(text, match, depth);
    if (span) {
      add(text.slice(at, match.index));
      span.nodes.forEach(add);
      at = span.end;
    }
    match = tokenFrom(text, span ? at : match.index + 1);
  }
  add(text.slice(at));
  return nodes;
}

function read(text, match, depth) {
  const end = match.index + match[0].length;
  const [, escaped, ticks, label, target, url, name, mark] = match;
  if (escaped) {
    return { nodes: [escaped], end };
  }
  if (ticks) {
    return code(text, end, ticks);
  }
  if (label !== undefined) {
    const href = safeLink(target);
    return href ? { nodes: [labelled(label, href, depth)], end } : null;
  }
  if (url) {
    const shown = withoutPunctuation(url);
    const href = safeLink(shown);
    return href && { nodes: [{ type: 'link', href, children: [shown] }], end: match.index + shown.length };
  }
  if (name) {
    return { nodes: [{ type: 'mention', text: match[0], name: name.toLowerCase() }], end };
  }
  return depth < MAX_DEPTH ? emphasis(text, match.index, mark, depth) : null;
}

/** Code ends with as many backticks as it starts with. */
function code(text, start, ticks) {
  for (const { 0: run, index } of text.slice(start).matchAll(/`+/g)) {
    if (run === ticks) {
      const content = text.slice(start, start + index);
      return { nodes: [{ type: 'code', text: content.replace(/^ (.+) $/s, '$1') }], end: start + index + run.length };
    }
  }
  return { nodes: [ticks], end: start };
}

const EMPHASIS = { '**': 'strong', __: 'strong', '~~': 'del', '*': 'em', _: 'em' };

function emphasis(text, start, mark, depth) {
  const isWord = /[\p{L}\p{N}]/u;
  if (mark[0] === '_' && isWord.test(text[start - 1] ?? '')) {
    return null;
  }
  for (let close = text.indexOf(mark, start + mark.length + 1); close > 0; close = text.indexOf(mark, close + 1)) {
    if (++tries > MAX_TRIES) {
      return null;
    }
    // Of three signs, the last two close.
    close += mark.length === 2 && text[close + 2] === mark[0] && text[close + 3] !== mark[0] ? 1 : 0;
    const before = text[close - 1];
    const after = text[close + mark.length] ?? '';
    const isClosing = /\S/.test(before) && !(mark.length === 1 && (after === mark || before === mark));
    if (isClosing && !(mark[0] === '_' && isWord.test(after))) {
      const children = inline(text.slice(start + mark.length, close), depth + 1);
      return { nodes: [{ type: EMPHASIS[mark], children }], end: close + mark.length };
    }
  }
  return null;
}

/** A link whose text looks like another address also shows where it leads. */
function labelled(label, href, depth) {
  const host = new URL(href).host;
  const shown = /(?:^|\s|\/\/)((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})/u.exec(label)?.[1];
  const note = shown && host && shown.toLowerCase() !== host.toLowerCase() ? [` (${host})`] : [];
  return { type: 'link', href, children: [...inline(label, depth + MAX_DEPTH), ...note] };
}

/** Punctuation that follows an address belongs to the sentence, unless it closes a bracket of the address. */
function withoutPunctuation(url) {
  let unclosed = url.split('(').length - url.split(')').length;
  let end = url.length;
  while (/[.,;:!?'"*_~\])]/.test(url[end - 1])) {
    if (url[end - 1] === ')' && unclosed++ >= 0) {
      break;
    }
    end--;
  }
  return url.slice(0, end);
}

/** Returns the address if it is absolute and of a scheme that only leads somewhere; undefined for all others. */
export function safeLink(target) {
  const hidden = /[\u0000-\u0020\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;
  if (!/^(https?:\/\/|mailto:)/i.test(target) || hidden.test(target)) {
    return undefined;
  }
  try {
    const url = new URL(target);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
}
