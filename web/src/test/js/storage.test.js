import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { read, write } from '../../main/resources/dev/chatrooms/web/client/ui/storage.js';

const original = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');

function storageIs(storage) {
  Object.defineProperty(globalThis, 'localStorage', { ...storage, configurable: true });
}

/** A storage that takes values up to a number of characters. */
function limited(limit) {
  const items = new Map();
  return {
    value: {
      getItem: key => items.get(key) ?? null,
      removeItem: key => items.delete(key),
      setItem: (key, value) => {
        if (value.length > limit) {
          throw new Error('QuotaExceededError');
        }
        items.set(key, value);
      },
    },
  };
}

afterEach(() =>
  original ? Object.defineProperty(globalThis, 'localStorage', original) : delete globalThis.localStorage,
);

test('values last while the storage is forbidden', () => {
  storageIs({
    get: () => {
      throw new Error('SecurityError');
    },
  });
  write('forbidden', 'a draft');
  assert.equal(read('forbidden', ''), 'a draft');
  write('forbidden', '');
  assert.equal(read('forbidden', 'none'), 'none');
});

test('a full storage does not bring a former value back', () => {
  storageIs(limited(10));
  write('full', 'a');
  write('full', 'a long draft');
  assert.equal(read('full', ''), 'a long draft');
  write('full', 'b');
  assert.equal(read('full', ''), 'b');
  assert.equal(localStorage.getItem('chatrooms.full'), '"b"');
});
