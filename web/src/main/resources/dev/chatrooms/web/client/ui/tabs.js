import { html } from './html.js';

/**
 * Links between the parts of a page.
 *
 * @param {object} properties
 * @param {string} properties.path the address of the page
 * @param {Object<string, string>} properties.names what the tabs show, by the last part of their address
 */
export function Tabs({ label, path, names, current }) {
  return html`<nav class="tabs" aria-label=${label}>
    ${Object.keys(names).map(
      name => html`<a key=${name} class="tab" href=${`#/${path}/${name}`}
        aria-current=${name === current ? 'page' : undefined}>${names[name]}</a>`,
    )}
  </nav>`;
}
