import { useState } from 'preact/hooks';
import { messageOf } from '../ui/errors.js';
import { html, useApp } from '../ui/html.js';
import { ListStates, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { a } from './strings.js';

/** The entries of the configuration. Changes apply at once. */
export function Configuration() {
  const list = useList('admin/config', { limit: 200 });
  return html`<ul class="entries">
      ${list.items?.map(
        entry => html`<${Entry} key=${`${entry.key} ${JSON.stringify(entry.value)}`} entry=${entry}
          reload=${list.reload} />`,
      )}
    </ul>
    <${ListStates} list=${list} empty=${s.nothingFound} />`;
}

function Entry({ entry, reload }) {
  const { client, actions, site } = useApp();
  const type = typeof (entry.default ?? entry.value);
  const [text, setText] = useState(() => shown(entry.value, type));
  const [error, setError] = useState();
  const isFixed = entry.source === 'environment';
  const path = `admin/config/${encodeURIComponent(entry.key)}`;
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
    run(() => client.http.call('PUT', path, { body: { value: parsed(text, type) } }));
  };
  const input = {
    id: entry.key,
    'aria-describedby': `${entry.key}-text`,
    disabled: isFixed,
    onInput: event => setText(type === 'boolean' ? event.target.checked : event.target.value),
  };
  const isChanged = text !== shown(entry.value, type);
  return html`<li>
    <form class="entry-form" onSubmit=${save}>
      <div class="entry-head">
        <label for=${entry.key}>${entry.key}</label>
        ${isFixed && html`<span class="tag">${a.fixed}</span>`}
        ${entry.source === 'database' && html`<span class="tag">${a.changed}</span>`}
      </div>
      <p class="muted" id=${`${entry.key}-text`}>${entry.description}</p>
      <div class="entry-value">
        ${type === 'boolean'
          ? html`<span class="check"><input type="checkbox" checked=${text} ...${input} /><span>${a.on}</span></span>`
          : type === 'number'
            ? html`<input type="number" value=${text} required ...${input} />`
            : type === 'object' || entry.key === 'site.notice'
              ? html`<textarea rows="3" value=${text} ...${input} />`
              : html`<input value=${text} ...${input} />`}
        ${!isFixed && html`<button class="button primary" disabled=${!isChanged}>${s.save}</button>`}
        ${entry.source === 'database' &&
        html`<button type="button" class="button" onClick=${() => run(() => client.http.call('DELETE', path))}>
          ${a.reset}
        </button>`}
      </div>
      ${error && html`<p class="form-error" role="alert">${messageOf(error)}</p>`}
    </form>
  </li>`;
}

function shown(value, type) {
  return type === 'object' ? JSON.stringify(value, null, 2) : type === 'number' ? String(value) : value;
}

function parsed(text, type) {
  if (type === 'number') {
    return Number(text);
  }
  if (type !== 'object') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(a.notJson);
  }
}
