import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt } from '../../main/resources/dev/chatrooms/web/client/messages/excerpt.js';

const lines = count => Array.from({ length: count }, (_, i) => `line ${i + 1}`).join('\n');

test('a text of a usual length is whole', () => {
  for (const text of ['', 'hello', lines(40), 'x'.repeat(3000)]) {
    assert.equal(excerpt(text), text);
  }
});

test('a text that fills screens is shortened by so much that it is worth it', () => {
  assert.equal(excerpt(lines(41)), `${lines(20)}…`);
  assert.equal(excerpt('x'.repeat(3001)), `${'x'.repeat(1500)}…`);
  assert.equal(excerpt('a\n\n'.repeat(2600)).split('\n').length, 20);
});

test('code stays code', () => {
  assert.equal(excerpt(`\`\`\`js\n${lines(3000)}\n\`\`\``), `\`\`\`js\n${lines(19)}…\n\`\`\``);
  assert.equal(excerpt(`\`\`\`\nx\n\`\`\`\n${lines(60)}`), `\`\`\`\nx\n\`\`\`\n${lines(17)}…`);
});

test('no emoji is cut in two', () => {
  assert.equal(excerpt(`x${'😀'.repeat(2000)}`), `x${'😀'.repeat(749)}…`);
});
