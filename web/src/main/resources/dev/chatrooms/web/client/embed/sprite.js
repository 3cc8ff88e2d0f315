let loading;

/** Adds the icons to a shadow root: pictures of an SVG file of another origin cannot be referred to. */
export async function addSprite(root) {
  if (!root.querySelector('.sprite')) {
    loading ??= load().catch(() => {
      loading = undefined;
    });
    const sprite = await loading;
    if (sprite && !root.querySelector('.sprite')) {
      root.append(document.importNode(sprite, true));
    }
  }
}

/** The browser parses the response. No text is given to a parser here, which trusted types would forbid. */
function load() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', new URL('../icons.svg', import.meta.url));
    request.responseType = 'document';
    request.onload = () => {
      const sprite = request.response?.documentElement;
      if (sprite?.localName !== 'svg') {
        reject(new Error('icons.svg cannot be loaded.'));
        return;
      }
      sprite.setAttribute('class', 'sprite');
      sprite.setAttribute('aria-hidden', 'true');
      resolve(sprite);
    };
    request.onerror = () => reject(new Error('icons.svg cannot be loaded.'));
    request.send();
  });
}
