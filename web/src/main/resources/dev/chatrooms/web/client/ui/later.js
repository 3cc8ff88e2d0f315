import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { s } from './strings.js';

/**
 * Returns a component whose code is loaded when it is first shown. That fails without a connection, and after the
 * server has been upgraded, since the files of the former version are gone; the page is loaded again then.
 *
 * @param {() => Promise<function>} load
 * @param {'main'|'div'} [frame] the element that is shown meanwhile
 */
export function later(load, frame = 'main') {
  return function Later(props) {
    const [Loaded, setLoaded] = useState();
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      load().then(
        component => setLoaded(() => component),
        () => setFailed(true),
      );
    }, []);
    if (Loaded) {
      return html`<${Loaded} ...${props} />`;
    }
    return html`<${frame} class="empty-page" id=${frame === 'main' ? 'main' : undefined}>
      ${hasFailed
        ? html`<p role="alert">${s.partMissing}</p>
            <button type="button" class="button" onClick=${() => location.reload()}>${s.reload}</button>`
        : html`<${Spinner} />`}
    <//>`;
  };
}

/** What is shown while something loads. */
export function Spinner() {
  return html`<span class="spinner" role="status" aria-label=${s.loading} />`;
}
