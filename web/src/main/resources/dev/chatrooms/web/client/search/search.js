import { useEffect, useState } from 'preact/hooks';
import { html, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { ListStates, Page, useList, useSettled } from '../ui/list.js';
import { go } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { FoundMessage } from './found.js';
import { parseQuery } from './query.js';
import { t } from './strings.js';

/** Finds messages. The text of the search is in the address, so that the way back leads to it. */
export function Search({ query }) {
  const rooms = useSelected(state => state.rooms);
  const isLoaded = useSelected(state => state.loaded);
  const [text, setText] = useState(query);
  const settled = useSettled(text, 300);
  const { error, ...parsed } = parseQuery(settled, rooms);
  const hasOnlyFilters = !parsed.q && Object.values(parsed).some(Boolean);
  // Filters name rooms, which a page that has just been opened does not know yet.
  const path = error || !isLoaded ? '' : parsed.q ? 'messages/search' : hasOnlyFilters ? 'messages' : '';
  const list = useList(path, parsed);
  useEffect(() => {
    if (settled !== query) {
      go(settled ? `search?q=${encodeURIComponent(settled)}` : 'search', true);
    }
  }, [settled]);
  return html`<${Page} title=${s.search}>
    <label class="search-field">
      <${Icon} name="search" size=${16} />
      <input type="search" aria-label=${t.searchMessages} placeholder=${t.searchMessages} value=${text} autofocus
        dir="auto" onInput=${event => setText(event.target.value)} />
    </label>
    <p class="search-hint muted">${t.searchHint}</p>
    ${error && isLoaded && html`<p class="list-state" role="alert">${t.unknownFilter(error)}</p>`}
    ${path &&
    html`<ul class="found-list">
        ${list.items?.map(item => {
          const message = item.message ?? item;
          return html`<${FoundMessage} key=${message.id} message=${message} snippet=${item.snippet} />`;
        })}
      </ul>
      <${ListStates} list=${list} empty=${t.noMessageFound} />`}
  <//>`;
}
