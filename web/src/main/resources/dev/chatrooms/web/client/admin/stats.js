import { useEffect, useState } from 'preact/hooks';
import { Confirm } from '../ui/dialog.js';
import { messageOf } from '../ui/errors.js';
import { html, useApp } from '../ui/html.js';
import { Spinner } from '../ui/later.js';
import { s } from '../ui/strings.js';
import { briefTime } from '../ui/brief-time.js';
import { a } from './strings.js';
import { Table } from './table.js';

const BAR = 8;
const HEIGHT = 72;

/** Figures about the server. */
export function Stats() {
  const { client, actions } = useApp();
  const [stats, setStats] = useState();
  const [error, setError] = useState();
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    client.http.get('admin/stats').then(setStats, setError);
  }, []);
  if (!stats) {
    return error
      ? html`<p class="list-state" role="alert">${messageOf(error)}</p>`
      : html`<p class="list-state"><${Spinner} /></p>`;
  }
  const resync = async () => actions.notify(a.resyncDone(await client.http.call('POST', 'admin/resync')));
  const columns = [
    { title: a.node, isMain: true, cell: node => html`<code>${node.id}</code>` },
    { title: a.version, cell: node => node.version },
    { title: a.startedAt, cell: node => briefTime(node.startedAt) },
    { title: a.connections, isNumber: true, cell: node => a.number(node.connections) },
    { title: a.feedLagEvents, isNumber: true, cell: node => a.number(node.feedLagEvents) },
  ];
  return html`<dl class="figures">
      ${Object.keys(a.totals).map(
        key => html`<${Figure} key=${key} name=${a.totals[key]}
          value=${key === 'storageBytes' ? s.fileSize(stats.totals[key]) : a.number(stats.totals[key])} />`,
      )}
      <${Figure} name=${a.databaseSize} value=${s.fileSize(stats.storage.databaseBytes)} />
    </dl>
    <div class="charts">
      ${Object.keys(a.charts).map(
        key => html`<${Chart} key=${key} name=${a.charts[key]} days=${stats.days} value=${day => day[key]}
          isSum=${key !== 'activeAccounts'} />`,
      )}
    </div>
    <section class="admin-section">
      <div class="admin-heading">
        <h2>${a.nodes}</h2>
        <button type="button" class="button" onClick=${() => setAsking(true)}>${a.resync}</button>
      </div>
      <${Table} label=${a.nodes} list=${{ items: stats.nodes }} columns=${columns} empty="" />
    </section>
    ${isAsking &&
    html`<${Confirm} title=${a.resync} text=${a.resyncText} submit=${a.resync} action=${resync}
      onClose=${() => setAsking(false)} />`}`;
}

function Figure({ name, value }) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** A bar a day. */
function Chart({ name, days, value, isSum }) {
  const most = Math.max(1, ...days.map(value));
  const total = days.reduce((sum, day) => sum + value(day), 0);
  return html`<figure class="chart">
    <figcaption>${name}${isSum && html`<span class="muted">${a.inThirtyDays(total)}</span>`}</figcaption>
    <svg viewBox=${`0 0 ${days.length * BAR} ${HEIGHT}`} preserveAspectRatio="none" role="img"
      aria-label=${a.chartLabel(name, total)}>
      ${[...days].sort((one, other) => (one.day < other.day ? -1 : 1)).map((day, i) => {
        const height = Math.max(1, (value(day) / most) * HEIGHT);
        return html`<rect key=${day.day} x=${i * BAR + 1} y=${HEIGHT - height} width=${BAR - 2} height=${height}>
          <title>${a.dayValue(day.day, value(day))}</title>
        </rect>`;
      })}
    </svg>
  </figure>`;
}
