const loaded = new Map();

/** Loads a style sheet that the first page does not need, and resolves once it applies. */
export function loadStyles(name) {
  if (!loaded.has(name)) {
    loaded.set(
      name,
      new Promise((resolve, reject) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = new URL(`../styles/${name}.css`, import.meta.url);
        link.onload = resolve;
        link.onerror = () => {
          loaded.delete(name);
          link.remove();
          reject(new Error(`${name}.css cannot be loaded.`));
        };
        document.head.append(link);
      }),
    );
  }
  return loaded.get(name);
}
