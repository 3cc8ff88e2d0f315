import { useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon, IconButton } from './icon.js';
import { useSite } from './site.js';
import { read, write } from './storage.js';
import { s } from './strings.js';

/** The administrators' notice to everyone. One that was closed stays away, until there is another. */
export function SiteNotice() {
  const { notice } = useSite();
  const [closed, setClosed] = useState(() => read('closedNotice', ''));
  if (!notice || notice === closed) {
    return null;
  }
  const close = () => {
    write('closedNotice', notice);
    setClosed(notice);
  };
  return html`<aside class="site-notice" aria-label=${s.notice}>
    <${Icon} name="megaphone" size=${16} />
    <p dir="auto">${notice}</p>
    <${IconButton} icon="x" size=${16} label=${s.closeNotice} onClick=${close} />
  </aside>`;
}
