import { useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { useList } from '../ui/list.js';
import { exactTime } from '../ui/time.js';
import { a } from './strings.js';
import { Table } from './table.js';

const FILTERS = ['actor', 'target', 'action'];

/** The audit trail, newest first. */
export function Audit() {
  const [filter, setFilter] = useState({});
  const list = useList('admin/audit', filter);
  const search = event => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget));
    setFilter(Object.fromEntries(FILTERS.map(name => [name, values[name].trim() || undefined])));
  };
  const columns = [
    {
      title: a.at,
      isWide: true,
      cell: ({ at }) => html`<time datetime=${at} title=${exactTime(at)}>${a.dateTime(at)}</time>`,
    },
    { title: a.action, isMain: true, cell: entry => html`<code>${entry.action}</code>` },
    { title: a.actor, cell: entry => (entry.actor ? `@${entry.actor.username ?? entry.actor.id}` : '') },
    { title: a.target, cell: entry => target(entry.target) },
    { title: a.room, cell: entry => target(entry.room) },
    {
      title: a.detail,
      isWide: true,
      cell: ({ detail }) => detail && html`<span dir="auto">${detail}</span>`,
    },
    { title: a.address, cell: entry => entry.address ?? '' },
  ];
  return html`<form class="filters" onSubmit=${search}>
      ${FILTERS.map(
        name => html`<input class="filter" name=${name} key=${name} aria-label=${a[name]} placeholder=${a[name]}
          autocomplete="off" />`,
      )}
      <button class="button">${a.filter}</button>
    </form>
    <${Table} label=${a.pages.audit} list=${list} columns=${columns} empty=${a.noAudit} />`;
}

function target(value) {
  return value ? value.name ?? value.id : '';
}
