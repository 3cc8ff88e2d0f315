import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { a } from '../../main/resources/dev/chatrooms/web/client/admin/strings.js';
import { t as ofAccounts } from '../../main/resources/dev/chatrooms/web/client/account/strings.js';
import { t as ofEmbedded } from '../../main/resources/dev/chatrooms/web/client/embed/strings.js';
import { t as ofFiles } from '../../main/resources/dev/chatrooms/web/client/files/strings.js';
import { t as ofPeople } from '../../main/resources/dev/chatrooms/web/client/people/strings.js';
import { t as ofRooms } from '../../main/resources/dev/chatrooms/web/client/rooms/strings.js';
import { t as ofSearch } from '../../main/resources/dev/chatrooms/web/client/search/strings.js';
import { LANGUAGE, s } from '../../main/resources/dev/chatrooms/web/client/ui/strings.js';

const FOLDER = new URL('../../main/resources/dev/chatrooms/web/client/', import.meta.url);
const VIEWS = readdirSync(FOLDER, { recursive: true })
  .filter(name => name.endsWith('.js') && !/strings\.js$|^emoji\//.test(name))
  .map(name => ({ name, source: readFileSync(new URL(name, FOLDER), 'utf8').replace(/^ *\/\/.*/gm, '') }));

/** Attributes that people read or hear. */
const READ = /\b(?:aria-label|title|placeholder|alt|label|hint|empty|submit|text)="([^"$]*\p{L}[^"$]*)"/gu;

/** Strings of several words. Those of the client are for developers. */
const WORDS = /(['"])(\p{Lu}\p{Ll}*(?: [\p{L},]+)+[.?!…]?)\1/gu;
/** The name of a system as browsers send it. */
const NAMES = new Set(['Mac OS']);

/** Returns the texts of a template, which are between its tags, without its expressions. */
function textsOf(template) {
  const plain = withoutExpressions(template);
  return [...plain.matchAll(/>([^<>]*\p{L}[^<>]*)</gu)].map(found => found[1].trim());
}

/** Returns the content of each `html` template of a script, nested ones included. */
function templatesOf(source) {
  return [...source.matchAll(/html`/g)].map(({ index }) => contentOf(source, index + 5));
}

function contentOf(source, start) {
  for (let i = start; i < source.length; i++) {
    if (source.startsWith('${', i)) {
      i = endOf(source, i + 2);
    } else if (source[i] === '`') {
      return source.slice(start, i);
    }
  }
  throw new Error('a template has no end');
}

/** Returns where an expression ends, whatever templates and braces are in it. */
function endOf(source, start) {
  let depth = 1;
  for (let i = start; i < source.length; i++) {
    if (source[i] === '`') {
      i += contentOf(source, i + 1).length + 1;
    } else if (source[i] === '{') {
      depth++;
    } else if (source[i] === '}' && --depth === 0) {
      return i;
    }
  }
  throw new Error('an expression has no end');
}

function withoutExpressions(template) {
  let plain = '';
  for (let i = 0; i < template.length; i++) {
    if (template.startsWith('${', i)) {
      i = endOf(template, i + 2);
      plain += '$';
    } else {
      plain += template[i];
    }
  }
  return plain;
}

test('templates are read, with what is nested in them', () => {
  const source = 'html`<p title="Hi">${html`<b>Loud</b>`} and ${a ? { b: `${c}` } : d} <i>soft</i></p>`';
  assert.deepEqual(templatesOf(source).map(textsOf), [['$ and $', 'soft'], ['Loud']]);
  assert.equal([...source.matchAll(READ)][0][1], 'Hi');
});

test('all texts are in the tables', () => {
  assert.ok(VIEWS.length > 70);
  const found = VIEWS.flatMap(({ name, source }) => {
    const attributes = [...source.matchAll(READ)].map(match => match[1]);
    const strings = [...source.matchAll(WORDS)].map(match => match[2]).filter(text => !NAMES.has(text));
    const texts = [...templatesOf(source).flatMap(textsOf), ...attributes, ...(isOfClient(name) ? [] : strings)];
    return texts.map(text => `${name}: ${text}`);
  });
  assert.deepEqual(found, []);
});

test('the tables have all texts that are used', () => {
  const folders = { account: ofAccounts, embed: ofEmbedded, files: ofFiles };
  Object.assign(folders, { people: ofPeople, rooms: ofRooms, search: ofSearch });
  const tables = { s: () => s, a: () => a, t: name => folders[name.split('/')[0]] };
  for (const { name, source } of VIEWS) {
    for (const [, table, key] of source.matchAll(/(?<![\w.])([sat])\.([a-z]\w*)/g)) {
      const isImported = new RegExp(`import \\{[^}]*\\b${table}\\b[^}]*\\} from '[^']*strings\\.js'`).test(source);
      if (!isImported && (table !== 's' || isOfClient(name))) {
        continue;
      }
      assert.ok(isImported && key in tables[table](name), `${table}.${key} in ${name}`);
    }
  }
});

test('the page has the language of its texts', () => {
  const page = readFileSync(new URL('index.html', FOLDER), 'utf8');
  assert.match(page, new RegExp(`<html lang="${LANGUAGE}">`));
});

test('numbers and lists are in the language of the texts, times in the language and zone of the reader', () => {
  const script = `
    import { s } from '${new URL('ui/strings.js', FOLDER)}';
    import { t } from '${new URL('people/strings.js', FOLDER)}';
    import { dayName, exactTime, timeOf } from '${new URL('ui/time.js', FOLDER)}';
    const at = '2025-03-04T20:45:00.000Z';
    console.log(JSON.stringify([
      s.fileSize(1536), s.replies(12345), t.readBy(['Ann', 'Ben'], 2), timeOf(at), dayName(at), exactTime(at),
    ]));`;
  const env = { ...process.env, LC_ALL: 'de_DE.UTF-8', TZ: 'Asia/Kolkata' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  const [size, replies, readers, time, day, exact] = JSON.parse(output);

  assert.deepEqual([size, replies, readers], ['1.5 kB', '12,345 replies', 'Read by Ann and Ben']);
  assert.deepEqual([time, day], ['02:15', 'Mittwoch, 5. März 2025']);
  assert.match(exact, /^Mittwoch, 5\. März 2025.* 02:15:00$/);
});

function isOfClient(name) {
  return name.startsWith('client/');
}
