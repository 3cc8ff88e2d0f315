import { useState } from 'preact/hooks';
import { Dialog, Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { go, roomPath } from '../ui/router.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

/** Asks for the name and the kind of a new room. */
export function CreateRoom({ onClose }) {
  const { client } = useApp();
  const create = async ({ name, topic, kind }) => {
    const room = await client.createRoom({ kind, name, ...(topic.trim() && { topic }) });
    onClose();
    go(roomPath(room.id));
  };
  return html`<${Dialog} title=${s.createRoom} onClose=${onClose}>
    <${Form} action=${create} submit=${s.create} onCancel=${onClose}>
      <${Field} label=${s.name} name="name" required autofocus maxlength="80" autocomplete="off" />
      <${Field} label=${s.topic} name="topic" maxlength="250" autocomplete="off" hint=${s.optional} />
      <${KindField} value="public" />
    <//>
  <//>`;
}

/** The choice between public and private. */
export function KindField({ value }) {
  const [kind, setKind] = useState(value);
  return html`<fieldset class="choices">
    <legend class="field-label">${s.kind}</legend>
    ${['public', 'private'].map(
      name => html`<label class="choice" key=${name}>
        <input type="radio" name="kind" value=${name} checked=${kind === name} onChange=${() => setKind(name)} />
        <span>
          <span class="choice-name">${s.kinds[name]}</span>
          <span class="field-hint">${t.kindHints[name]}</span>
        </span>
      </label>`,
    )}
  </fieldset>`;
}
