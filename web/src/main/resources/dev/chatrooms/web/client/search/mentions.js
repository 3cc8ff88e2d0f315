import { html } from '../ui/html.js';
import { ListStates, Page, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { FoundMessage } from './found.js';
import { t } from './strings.js';

/** The messages that mention the caller, newest first. */
export function Mentions() {
  const list = useList('mentions');
  return html`<${Page} title=${s.mentions}>
    <ul class="found-list">
      ${list.items?.map(message => html`<${FoundMessage} key=${message.id} message=${message} />`)}
    </ul>
    <${ListStates} list=${list} icon="at-sign" empty=${t.noMentions} />
  <//>`;
}
