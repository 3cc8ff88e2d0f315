import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, safeLink } from '../../main/resources/dev/chatrooms/web/client/messages/markdown.js';

/** Writes a tree in a short form, with the type of each node before its content. */
function short(nodes) {
  return nodes
    .map(node => {
      if (typeof node === 'string') {
        return node;
      }
      const inner = node.text ?? short(node.children);
      return `<${node.type}${node.href ? ` ${node.href}` : ''}>${inner}</>`;
    })
    .join('');
}

const inline = text => short(parse(text)[0].children);

const CASES = [
  ['**a** *b* _c_ __d__ ~~e~~', '<strong>a</> <em>b</> <em>c</> <strong>d</> <del>e</>'],
  ['***both***', '<strong><em>both</></>'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['`**not bold**` and ``a ` b``', '<code>**not bold**</> and <code>a ` b</>'],
  ['\\*plain\\*', '*plain*'],
  ['see https://example.org/a_b_c.', 'see <link https://example.org/a_b_c>https://example.org/a_b_c</>.'],
  ['(https://example.org/a_(b))', '(<link https://example.org/a_(b)>https://example.org/a_(b)</>)'],
  ['(see https://example.org/a)?!).', '(see <link https://example.org/a>https://example.org/a</>)?!).'],
  ['https://example.org/a_(b)))', '<link https://example.org/a_(b)>https://example.org/a_(b)</>))'],
  ['[here](https://example.org)', '<link https://example.org/>here</>'],
  ['[paypal.com](https://evil.example)', '<link https://evil.example/>paypal.com (evil.example)</>'],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['hi @ann, a@b.example and @room/core', 'hi <mention>@ann</>, a@b.example and @room/core'],
  ['你好＠ann', '你好＠ann'],
  ['**open', '**open'],
  ['<b>no</b>', '<b>no</b>'],
];

for (const [text, expected] of CASES) {
  test(`inline: ${text}`, () => assert.equal(inline(text), expected));
}

test('blocks', () => {
  assert.equal(
    short(parse('one\ntwo\n\n```js\nlet x = "*";\n```\n> quoted **text**\n- a\n- b\n1. c')),
    '<paragraph>one\ntwo</><code>let x = "*";</><quote><paragraph>quoted <strong>text</></></>' +
      '<list><item>a</><item>b</></><list><item>c</></>',
  );
});

test('the end of what is opened often is not sought each time', () => {
  const opened = ['```a\n', '*a ', '**a ', '[x](', 'http://a) '].map(sign => sign.repeat(100_000));
  for (const text of [...opened, `@${'a.'.repeat(200_000)}@`]) {
    assert.ok(parse(text).length > 0);
  }
});

test('a name is no longer than a username', () => {
  assert.equal(inline(`@${'a'.repeat(32)}`), `<mention>@${'a'.repeat(32)}</>`);
  assert.equal(inline(`@${'a'.repeat(33)}`), `@${'a'.repeat(33)}`);
});

test('an open fence is text', () => assert.equal(parse('```\ncode')[0].type, 'paragraph'));

test('deep nesting ends', () => {
  parse('>'.repeat(5000));
  parse('*a '.repeat(2000));
  parse('['.repeat(8000));
  parse('`'.repeat(8000));
  parse('**_'.repeat(2600));
});

const UNSAFE = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.org/x',
  '//evil.example',
  '/relative',
  'https:evil.example',
  'https://user:secret@example.org',
  'https://example.org/\u202egpj.exe',
  'https://exa\u200bmple.org',
  'http://',
];

for (const target of UNSAFE) {
  test(`no link: ${JSON.stringify(target)}`, () => assert.equal(safeLink(target), undefined));
}

test('a homograph is shown with the name that it stands for', () => {
  assert.equal(safeLink('https://аpple.com/'), 'https://xn--pple-43d.com/');
});
