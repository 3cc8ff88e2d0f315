import { plain } from '../messages/markdown.js';

const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
/** They stand for `<mark>` while the text is parsed; no font has them. */
const OPEN = '\ue000';
const CLOSE = '\ue001';

/**
 * Returns the parts of a snippet, without the signs of Markdown; every other one is a match. A snippet is HTML with
 * `<mark>` and three entities. It is taken apart here, and never parsed as HTML.
 *
 * @returns {string[]}
 */
export function snippetParts(snippet) {
  const marked = snippet
    .replace(/[\ue000\ue001]/g, '')
    .replaceAll('<mark>', OPEN)
    .replaceAll('</mark>', CLOSE)
    .replace(/&(lt|gt|amp);/g, name => ENTITIES[name]);
  const isCut = /^…|…$/.test(marked);
  // The other half of a pair may be outside.
  const text = isCut ? plain(marked).replace(/\*\*|~~|`+/g, '') : plain(marked);
  return text.split(/\ue000(.*?)\ue001/s).map(part => part.replace(/[\ue000\ue001]/g, ''));
}
