import { useLayoutEffect, useRef } from 'preact/hooks';
import { html } from './html.js';

/**
 * Links between the parts of a page. The current one is scrolled into view where they need more space than there is.
 *
 * @param {object} properties
 * @param {string} properties.path the address of the page
 * @param {Object<string, string>} properties.names what the tabs show, by the last part of their address
 */
export function Tabs({ label, path, names, current }) {
  const list = useRef();
  useLayoutEffect(() => {
    const tab = list.current.querySelector('[aria-current]');
    list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return html`<nav class="tabs" aria-label=${label} ref=${list}>
    ${Object.keys(names).map(
      name => html`<a key=${name} class="tab" href=${`#/${path}/${name}`}
        aria-current=${name === current ? 'page' : undefined}>${names[name]}</a>`,
    )}
  </nav>`;
}
