const loaded = new WeakMap();

/**
 * Adds a style sheet, and resolves once it applies.
 *
 * @param {string} name
 * @param {Node} place the head of the page, or a shadow root
 * @param {string} [media] the media query that it is for
 */
export function loadStyles(name, place, media = '') {
  const sheets = loaded.get(place) ?? new Map();
  loaded.set(place, sheets);
  if (!sheets.has(name)) {
    sheets.set(
      name,
      new Promise((resolve, reject) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.media = media;
        link.href = new URL(`../styles/${name}.css`, import.meta.url);
        link.onload = resolve;
        link.onerror = () => {
          sheets.delete(name);
          link.remove();
          reject(new Error(`${name}.css cannot be loaded.`));
        };
        place.append(link);
      }),
    );
  }
  return sheets.get(name);
}
