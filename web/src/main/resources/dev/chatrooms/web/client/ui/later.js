import { useEffect, useState } from 'preact/hooks';
import { html, useApp } from './html.js';
import { s } from './strings.js';

/**
 * Returns a component whose code is loaded when it is first shown. That fails without a connection, and after the
 * server has been upgraded, since the files of the former version are gone; the page is loaded again then. Its function
 * `load` loads the code before, so that the component shows at once.
 *
 * @param {() => Promise<object>} load imports a module
 * @param {string} name the component of the module
 * @param {'main'|'div'} [frame] the element that is shown meanwhile
 * @param {string} [styles] a style sheet that the component needs
 */
export function later(load, name, frame = 'main', styles = 'later') {
  let code;
  Later.load = async loadStyles => {
    const [module] = await Promise.all([load(), loadStyles('later'), loadStyles(styles)]);
    code = module[name];
  };
  return Later;

  function Later(props) {
    const { isEmbedded, loadStyles } = useApp();
    const [Loaded, setLoaded] = useState(() => code);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (!Loaded) {
        Later.load(loadStyles).then(
          () => setLoaded(() => code),
          () => setFailed(true),
        );
      }
    }, []);
    if (Loaded) {
      return html`<${Loaded} ...${props} />`;
    }
    return html`<${frame} class="empty-page" id=${frame === 'main' ? 'main' : undefined}>
      ${hasFailed
        ? html`<p role="alert">${s.partMissing}</p>
            ${!isEmbedded &&
            html`<button type="button" class="button" onClick=${() => location.reload()}>${s.reload}</button>`}`
        : html`<${Spinner} />`}
    <//>`;
  }
}

const WIDTHS = [60, 40, 75, 50, 65];

/** The outlines of a list of messages or people while it loads. */
export function Skeleton({ rows = WIDTHS.length }) {
  return html`<div class="message-skeleton" role="status" aria-label=${s.loading}>
    ${WIDTHS.slice(0, rows).map(
      width => html`<div class="skeleton-row">
        <span class="skeleton circle" />
        <span class="skeleton-lines"><span class="skeleton w20" /><span class=${`skeleton w${width}`} /></span>
      </div>`,
    )}
  </div>`;
}

/** What is shown while something loads. */
export function Spinner() {
  return html`<span class="spinner" role="status" aria-label=${s.loading} />`;
}
