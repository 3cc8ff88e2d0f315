import { useState } from 'preact/hooks';
import { messageOf } from '../ui/errors.js';
import { html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { ListStates, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { JsonField, Quantity, Switch, TextField } from './inputs.js';
import { a } from './strings.js';

/** What the values of numbers count; there is no other number among the entries that the server knows. */
const UNITS = {
  'uploads.maxBytes': 'bytes',
  'uploads.quotaBytes': 'bytes',
  'messages.editWindowSeconds': 'seconds',
  'retention.days': 'days',
};
const LONG_TEXTS = new Set(['site.notice']);

/** The entries of the configuration. Changes apply at once. */
export function Configuration() {
  const list = useList('admin/config', { limit: 200 });
  return html`${list.items?.length > 0 &&
    html`<ul class="entries">
      ${list.items.map(
        entry => html`<${Entry} key=${`${entry.key} ${JSON.stringify(entry.value)}`} entry=${entry}
          reload=${list.reload} />`,
      )}
    </ul>`}
    <${ListStates} list=${list} empty=${s.nothingFound} />`;
}

function Entry({ entry, reload }) {
  const { client, actions, site } = useApp();
  const { key, source } = entry;
  const [value, setValue] = useState(entry.value);
  const [round, setRound] = useState(0);
  const [error, setError] = useState();
  const isFixed = source === 'environment';
  const isChanged = JSON.stringify(value) !== JSON.stringify(entry.value);
  const path = `admin/config/${encodeURIComponent(key)}`;
  const run = async action => {
    setError(undefined);
    try {
      await action();
      actions.notify(s.saved);
      site.load();
      reload();
    } catch (failure) {
      setError(failure);
    }
  };
  const save = event => {
    event.preventDefault();
    run(() => client.http.call('PUT', path, { body: { value } }));
  };
  const discard = () => {
    setValue(entry.value);
    setError(undefined);
    setRound(round + 1);
  };
  const { name = key, text = entry.description } = a.entries[key] ?? {};
  const input = { id: key, 'aria-describedby': `${key}-text`, disabled: isFixed };
  return html`<li>
    <form class="entry-form" onSubmit=${save}>
      <div class="entry-about">
        <label class="entry-name" for=${key}>${name}</label>
        <code class="entry-key">${key}</code>
        <p class="muted" id=${`${key}-text`}>${text}</p>
      </div>
      <div class="entry-value">
        <${fieldOf(entry)} key=${round} value=${value} unit=${UNITS[key]} isLong=${LONG_TEXTS.has(key)}
          input=${input} onChange=${setValue} />
        ${error && html`<p class="form-error" role="alert">${messageOf(error)}</p>`}
        <div class="entry-actions">
          ${isFixed
            ? html`<span class="muted entry-fixed"><${Icon} name="lock" size=${15} />${a.fixed}</span>`
            : html`<button class="button primary" disabled=${!isChanged}>${s.save}</button>`}
          ${isChanged && html`<button type="button" class="button" onClick=${discard}>${s.cancel}</button>`}
          ${source === 'database' && !isChanged &&
          html`<button type="button" class="link" onClick=${() => run(() => client.http.call('DELETE', path))}>
            ${a.reset}
          </button>`}
        </div>
      </div>
    </form>
  </li>`;
}

/** Entries of clients are any JSON, and have no default. */
function fieldOf({ key, value }) {
  if (key.startsWith('client.')) {
    return JsonField;
  }
  return { boolean: Switch, number: Quantity }[typeof value] ?? TextField;
}
