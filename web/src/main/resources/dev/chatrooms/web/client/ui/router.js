import { useEffect, useState } from 'preact/hooks';

/** Returns the place in the page that an address names, such as `{name: 'rooms', path: ['…', '17']}`. */
export function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decoded);
  // A room without an id is none.
  const isNone = !name || (name === 'rooms' && !rest[0]);
  return { name: isNone ? 'home' : name, path: rest, query: new URLSearchParams(query) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function go(path, replace = false) {
  if (replace) {
    history.replaceState(history.state, '', `#/${path}`);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else if (history.state?.layers) {
    // In the place of a layer, which closes.
    location.replace(`#/${path}`);
  } else {
    location.hash = `#/${path}`;
  }
}

export function roomPath(roomId, seq) {
  return seq ? `rooms/${roomId}/${seq}` : `rooms/${roomId}`;
}

export function useRoute() {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parse(location.hash));
    // A link to the present place leads there again.
    const clicked = ({ target }) => target.closest('a')?.href === location.href && changed();
    addEventListener('hashchange', changed);
    addEventListener('click', clicked);
    return () => {
      removeEventListener('hashchange', changed);
      removeEventListener('click', clicked);
    };
  }, []);
  return route;
}
