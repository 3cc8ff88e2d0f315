import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { s } from './strings.js';

/** Returns a component whose code is loaded when it is first shown. */
export function later(load) {
  return function Later(props) {
    const [Loaded, setLoaded] = useState();
    useEffect(() => {
      load().then(component => setLoaded(() => component));
    }, []);
    return Loaded
      ? html`<${Loaded} ...${props} />`
      : html`<main class="empty-page"><span class="spinner" role="status" aria-label=${s.loading} /></main>`;
  };
}
