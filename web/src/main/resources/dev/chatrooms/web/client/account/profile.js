import { useRef } from 'preact/hooks';
import { Avatar } from '../ui/avatar.js';
import { Field, Form } from '../ui/dialog.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

const NAMES = ['displayName', 'firstName', 'lastName', 'bio'];

/** The caller's picture, names and description. */
export function ProfileForm() {
  const { client, actions } = useApp();
  const me = useSelected(state => state.me);
  const file = useRef();
  const save = async values => {
    const body = {};
    for (const name of NAMES) {
      const value = values[name].trim();
      if (value !== (me[name] ?? '')) {
        body[name] = value || null;
      }
    }
    client.dispatch({ type: 'account', account: await client.http.call('PATCH', 'me', { body }) });
    actions.notify(s.saved);
  };
  const upload = event =>
    actions.attempt(async () => {
      const [picture] = event.target.files;
      event.target.value = '';
      if (picture) {
        client.dispatch({ type: 'account', account: await client.http.call('PUT', 'me/avatar', { body: picture }) });
        actions.notify(s.saved);
      }
    });
  const remove = () =>
    actions.attempt(async () => {
      await client.http.call('DELETE', 'me/avatar');
      client.dispatch({ type: 'account', account: await client.http.get('me') });
    });
  return html`<section class="settings-section">
    <div class="avatar-field">
      <${Avatar} user=${me} size=${72} />
      <div class="actions">
        <button type="button" class="button" onClick=${() => file.current.click()}>${t.uploadPicture}</button>
        <button type="button" class="button" onClick=${remove}>${t.removePicture}</button>
      </div>
      <input ref=${file} type="file" hidden accept="image/png,image/jpeg,image/gif,image/webp" onChange=${upload} />
    </div>
    <${Form} action=${save} submit=${s.save} key=${JSON.stringify(NAMES.map(name => me[name]))}>
      <${Field} label=${s.displayName} name="displayName" value=${me.displayName} required maxlength="64" />
      <${Field} label=${t.firstName} name="firstName" value=${me.firstName ?? ''} maxlength="64"
        autocomplete="given-name" />
      <${Field} label=${t.lastName} name="lastName" value=${me.lastName ?? ''} maxlength="64"
        autocomplete="family-name" />
      <${Field} label=${t.bio} name="bio" value=${me.bio ?? ''} maxlength="500" multiline />
    <//>
  </section>`;
}
