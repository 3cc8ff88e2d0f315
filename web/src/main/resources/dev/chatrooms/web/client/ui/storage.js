/** Reads and writes the browser's storage, which may be full, forbidden or absent. */
const PREFIX = 'chatrooms.';

/** The values that the storage has not taken. They last until the page is reloaded. */
const kept = new Map();

export function read(key, fallback) {
  if (kept.has(key)) {
    return kept.get(key) ?? fallback;
  }
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function write(key, value) {
  const isEmpty = value === undefined || value === null || value === '';
  kept.delete(key);
  try {
    if (isEmpty) {
      localStorage.removeItem(PREFIX + key);
    } else {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    }
  } catch {
    kept.set(key, isEmpty ? undefined : value);
  }
}
