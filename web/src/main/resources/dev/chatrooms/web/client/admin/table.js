import { html } from '../ui/html.js';
import { ListStates } from '../ui/list.js';
import { Icon } from '../ui/icon.js';

/**
 * A list of the server as a table, which scrolls sideways in a narrow window.
 *
 * @param {object} properties
 * @param {{title: string, isNumber?: boolean, cell: (item: object) => any}[]} properties.columns
 */
export function Table({ label, list, columns, empty, keyOf = item => item.id }) {
  return html`${list.items?.length > 0 &&
    html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}>
      <table class="table">
        <thead>
          <tr>
            ${columns.map(
              ({ title, isNumber }) => html`<th scope="col" class=${isNumber ? 'number' : ''}>${title}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${list.items.map(
            item => html`<tr key=${keyOf(item)}>
              ${columns.map(({ cell, isNumber }) => html`<td class=${isNumber ? 'number' : ''}>${cell(item)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`}
    <${ListStates} list=${list} empty=${empty} />`;
}

/** The field that searches a list. */
export function SearchField({ label, value, onInput }) {
  return html`<label class="search-field">
    <${Icon} name="search" size=${16} />
    <input type="search" aria-label=${label} placeholder=${label} value=${value}
      onInput=${event => onInput(event.target.value)} />
  </label>`;
}

/** A choice that narrows a list. */
export function Choice({ label, all, options, value, onChange }) {
  return html`<select class="select" aria-label=${label} value=${value}
    onChange=${event => onChange(event.target.value)}>
    <option value="">${all}</option>
    ${Object.entries(options).map(([key, text]) => html`<option key=${key} value=${key}>${text}</option>`)}
  </select>`;
}
