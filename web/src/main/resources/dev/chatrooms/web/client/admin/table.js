import { html } from '../ui/html.js';
import { ListStates } from '../ui/list.js';
import { Icon } from '../ui/icon.js';

/**
 * A list of the server as a table. In a narrow window each row becomes a card that names its values, so nothing scrolls
 * sideways. The roles keep the table one for screen readers then.
 *
 * @param {object} properties
 * @param {{title: any, isNumber?: boolean, isMain?: boolean, isMenu?: boolean, isWide?: boolean,
 *     cell: (item: object) => any}[]} properties.columns the main column is the heading of the card
 */
export function Table({ label, list, columns, empty, keyOf = item => item.id }) {
  return html`${list.items?.length > 0 &&
    html`<div class="table-box">
      <table class="table" role="table" aria-label=${label}>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map(
              ({ title, isNumber }) => html`<th scope="col" role="columnheader" class=${isNumber ? 'number' : ''}>
                ${title}
              </th>`,
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${list.items.map(
            item => html`<tr key=${keyOf(item)} role="row">
              ${columns.map(
                column => html`<td role="cell" class=${kindOf(column)}
                  data-label=${column.isMain || column.isMenu ? undefined : column.title}>${column.cell(item)}</td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`}
    <${ListStates} list=${list} empty=${empty} />`;
}

function kindOf({ isNumber, isMain, isMenu, isWide }) {
  return isNumber ? 'number' : isMain ? 'main' : isMenu ? 'menu-cell' : isWide ? 'wide' : '';
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
