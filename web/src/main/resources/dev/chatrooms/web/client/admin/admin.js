import { html, useSelected } from '../ui/html.js';
import { Page } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { Tabs } from '../ui/tabs.js';
import { Audit } from './audit.js';
import { Configuration } from './config.js';
import { Rooms } from './rooms.js';
import { Stats } from './stats.js';
import { a } from './strings.js';
import { Users } from './users.js';

const PAGES = { stats: Stats, users: Users, rooms: Rooms, config: Configuration, audit: Audit };

/** The pages for administrators. */
export function Admin({ page }) {
  const isAdmin = useSelected(state => state.me?.role === 'admin');
  const name = Object.hasOwn(PAGES, page ?? '') ? page : 'stats';
  if (!isAdmin) {
    return html`<${Page} title=${s.administration}><p class="list-state muted">${a.adminsOnly}</p><//>`;
  }
  return html`<${Page} title=${s.administration}>
    <div class="admin">
      <${Tabs} label=${s.administration} path="admin" names=${a.pages} current=${name} />
      <${PAGES[name]} />
    </div>
  <//>`;
}
