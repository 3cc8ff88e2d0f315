/** Reads and writes the browser's storage, which may be full, forbidden or absent. */
const PREFIX = 'chatrooms.';

export function read(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function write(key, value) {
  try {
    if (value === undefined || value === null || value === '') {
      localStorage.removeItem(PREFIX + key);
    } else {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    }
  } catch {
    // The page works without it, until it is reloaded.
  }
}
