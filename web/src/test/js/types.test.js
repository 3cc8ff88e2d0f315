import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as client from '../../main/resources/dev/chatrooms/web/client/client/index.js';

const types = await readFile(
  new URL('../../main/resources/dev/chatrooms/web/client/client/client.d.ts', import.meta.url),
  'utf8',
);

/** Returns the names of the members that the types give a class, without its constructor. */
function declared(name) {
  const body = new RegExp(`^export class ${name}\\b[^\\n]*\\{\\n(.*?)^\\}`, 'ms').exec(types)[1];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)(?=[(<?:])/gm)]
    .map(([, member]) => member)
    .filter(member => member !== 'constructor');
}

/** Returns the names of the public methods of a class. */
function methods(type) {
  return Object.getOwnPropertyNames(type.prototype).filter(member => member !== 'constructor');
}

test('types should list every export', () => {
  const exported = [...types.matchAll(/^export (?:class|function|const) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(exported.sort(), Object.keys(client).sort());
});

for (const name of ['ChatClient', 'Http', 'Connection']) {
  test(`types of ${name} should list every public method`, () => {
    assert.deepEqual(methods(client[name]).filter(method => !declared(name).includes(method)), []);
  });
}

test('types should list no method that does not exist', () => {
  const options = { server: 'http://localhost/', fetch: () => {}, open: () => {} };
  const chat = new client.ChatClient(options);
  for (const [object, name] of [[chat, 'ChatClient'], [chat.http, 'Http'], [chat.connection, 'Connection']]) {
    assert.deepEqual(declared(name).filter(member => !(member in object)), [], name);
  }
});

test('types should list the parts of the state', () => {
  const body = /^export interface State \{\n(.*?)^\}/ms.exec(types)[1];
  const parts = [...body.matchAll(/^ {2}readonly (\w+):/gm)].map(([, part]) => part);
  assert.deepEqual(parts.sort(), Object.keys(client.EMPTY).sort());
});
