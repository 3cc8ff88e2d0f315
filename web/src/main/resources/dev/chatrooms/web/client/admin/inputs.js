import { useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { a } from './strings.js';

/** The sizes of the units in which people enter what the server counts in the first of them. */
const SIZES = {
  bytes: { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 },
  seconds: { seconds: 1, minutes: 60, hours: 3600, days: 86_400 },
  days: { days: 1 },
};
/** The units in which no limit, 0, is shown. */
const USUAL = { bytes: 'MB', seconds: 'minutes' };

/** On or off. */
export function Switch({ value, input, onChange }) {
  return html`<label class="switch">
    <input type="checkbox" role="switch" checked=${value} ...${input}
      onChange=${event => onChange(event.target.checked)} />
    <span aria-hidden="true">${value ? a.on : a.off}</span>
  </label>`;
}

/** A number with a unit. Its value is the number of the smallest unit; NaN while the field holds no number. */
export function Quantity({ value, unit = 'count', input, onChange }) {
  const sizes = SIZES[unit] ?? { [unit]: 1 };
  const [name, setName] = useState(() => unitFor(value, sizes) ?? USUAL[unit] ?? unit);
  const [amount, setAmount] = useState(() => String(value / sizes[name]));
  const change = (text, of) => {
    setAmount(text);
    setName(of);
    onChange(text.trim() === '' ? Number.NaN : Math.round(Number(text) * sizes[of]));
  };
  const names = Object.keys(sizes);
  return html`<span class="quantity">
    <input type="number" min="0" step="any" required value=${amount} ...${input}
      onInput=${event => change(event.target.value, name)} />
    ${names.length > 1
      ? html`<select class="select" aria-label=${a.unit} value=${name} disabled=${input.disabled}
          onChange=${event => change(amount, event.target.value)}>
          ${names.map(each => html`<option key=${each} value=${each}>${a.units[each] ?? each}</option>`)}
        </select>`
      : html`<span class="muted">${a.units[name]}</span>`}
  </span>`;
}

/** Returns the largest unit of which a number is a multiple; undefined for 0. */
function unitFor(value, sizes) {
  return value > 0 ? Object.keys(sizes).findLast(name => value % sizes[name] === 0) : undefined;
}

export function TextField({ value, isLong, input, onChange }) {
  const field = { value, dir: 'auto', ...input, onInput: event => onChange(event.target.value) };
  return isLong ? html`<textarea rows="3" ...${field} />` : html`<input ...${field} />`;
}

/** Any JSON. Text that is none has no value, and the browser does not send the form with it. */
export function JsonField({ value, input, onChange }) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const changed = event => {
    const field = event.target;
    setText(field.value);
    try {
      onChange(JSON.parse(field.value));
      field.setCustomValidity('');
    } catch {
      field.setCustomValidity(a.notJson);
      onChange(undefined);
    }
  };
  return html`<textarea class="json" rows="4" spellcheck=${false} value=${text} ...${input} onInput=${changed} />`;
}
