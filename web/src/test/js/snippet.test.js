import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../../main/resources/dev/chatrooms/web/client/messages/markdown.js';
import { snippetParts } from '../../main/resources/dev/chatrooms/web/client/search/snippet.js';

const PLAIN = [
  ['the **autumn** `release` and ~~more~~', 'the autumn release and more'],
  ['[notes](https://example.org/notes)', 'notes'],
  ['> quoted *text*\n- a\n- b\n\n```js\nlet x;\n```', 'quoted text\na\nb\nlet x;'],
  ['snake_case, 2 * 3 and **open', 'snake_case, 2 * 3 and **open'],
  ['@ann <b>no</b>', '@ann <b>no</b>'],
  ['', ''],
];

for (const [text, expected] of PLAIN) {
  test(`plain: ${text}`, () => assert.equal(plain(text), expected));
}

const SNIPPETS = [
  ['the **autumn <mark>release</mark>**', ['the autumn ', 'release', '']],
  ['**<mark>release</mark>** of `<mark>chat</mark>`', ['', 'release', ' of ', 'chat', '']],
  ['see [<mark>notes</mark>](https://example.org/<mark>notes</mark>)', ['see ', 'notes', '']],
  ['_<mark>one</mark>_ and @<mark>ann</mark>', ['', 'one', ' and @', 'ann', '']],
  ['…end of it** and a <mark>match</mark> of `code…', ['…end of it and a ', 'match', ' of code…']],
  ['&lt;img src=x onerror=1&gt; &amp;amp; <mark>x</mark>', ['<img src=x onerror=1> &amp; ', 'x', '']],
  ['a \ue000b\ue001 <mark>c</mark>', ['a b ', 'c', '']],
];

for (const [snippet, expected] of SNIPPETS) {
  test(`snippet: ${snippet}`, () => assert.deepEqual(snippetParts(snippet), expected));
}
