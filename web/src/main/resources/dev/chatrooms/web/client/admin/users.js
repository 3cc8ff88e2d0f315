import { useState } from 'preact/hooks';
import { Avatar } from '../ui/avatar.js';
import { copy } from '../ui/clipboard.js';
import { Confirm, Dialog, Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { useList, useSettled } from '../ui/list.js';
import { Menu } from '../ui/menu.js';
import { s } from '../ui/strings.js';
import { briefTime } from '../ui/brief-time.js';
import { a } from './strings.js';
import { Choice, SearchField, Table } from './table.js';

/** All accounts. */
export function Users() {
  const [search, setSearch] = useState('');
  const [role, setRole] = useState('');
  const [disabled, setDisabled] = useState('');
  const [dialog, setDialog] = useState();
  const list = useList('admin/users', { search: useSettled(search.trim()), role, disabled });
  const close = () => setDialog(undefined);
  const columns = [
    { title: a.person, isMain: true, cell: user => html`<${Person} user=${user} />` },
    { title: a.role, cell: user => html`<${State} user=${user} />` },
    { title: a.lastSeen, cell: user => (user.lastSeenAt ? briefTime(user.lastSeenAt) : a.never) },
    { title: a.sessions, isNumber: true, cell: user => a.number(user.sessions) },
    { title: s.rooms, isNumber: true, cell: user => a.number(user.rooms) },
    { title: s.messages, isNumber: true, cell: user => a.number(user.messages) },
    { title: a.space, isNumber: true, cell: user => s.fileSize(user.storageBytes) },
    {
      title: html`<span class="visually-hidden">${s.moreActions}</span>`,
      isMenu: true,
      cell: user => html`<${UserMenu} user=${user} onDialog=${setDialog} reload=${list.reload} />`,
    },
  ];
  return html`<div class="filters">
      <${SearchField} label=${a.searchUsers} value=${search} onInput=${setSearch} />
      <${Choice} label=${a.role} all=${a.allRoles} options=${a.roles} value=${role} onChange=${setRole} />
      <${Choice} label=${a.state} all=${a.allStates} options=${a.states} value=${disabled} onChange=${setDisabled} />
      <button type="button" class="button primary" onClick=${() => setDialog({ kind: 'new' })}>
        <${Icon} name="user-plus" size=${16} />${a.newUser}
      </button>
    </div>
    <${Table} label=${a.pages.users} list=${list} columns=${columns} empty=${a.noUsers} />
    ${dialog?.kind === 'new' &&
    html`<${NewUser} onClose=${close} reload=${list.reload} onLink=${link => setDialog({ kind: 'link', link })} />`}
    ${dialog?.kind === 'link' && html`<${LinkDialog} link=${dialog.link} onClose=${close} />`}
    ${dialog?.kind === 'confirm' && html`<${Confirm} ...${dialog} onClose=${close} />`}`;
}

function Person({ user }) {
  return html`<span class="table-person">
    <${Avatar} user=${user} size=${32} />
    <span class="person-text">
      <span class="person-name" dir="auto">${user.displayName}</span>
      <span class="muted">@${user.username}${user.email ? ` · ${user.email}` : ''}</span>
    </span>
  </span>`;
}

function State({ user }) {
  return html`${user.role === 'admin' && html`<span class="tag">${a.roles.admin}</span>`}
    ${user.disabled && html`<span class="tag danger">${a.states.true}</span>`}
    ${user.role !== 'admin' && !user.disabled && html`<span class="muted">${a.roles.user}</span>`}`;
}

function UserMenu({ user, onDialog, reload }) {
  const { client, actions } = useApp();
  const path = `admin/users/${user.id}`;
  const change = body => client.http.call('PATCH', path, { body }).then(reload);
  const attempt = action => () => actions.attempt(action);
  const confirm = (title, text, submit, action) => onDialog({ kind: 'confirm', title, text, submit, action });
  const items = [
    user.role === 'admin'
      ? { icon: 'user', text: a.makeUser, action: attempt(() => change({ role: 'user' })) }
      : { icon: 'shield', text: a.makeAdmin, action: attempt(() => change({ role: 'admin' })) },
    {
      icon: 'key-round',
      text: a.resetPassword,
      action: attempt(async () => {
        const { resetUrl } = await client.http.call('POST', `${path}/password-reset`);
        onDialog({ kind: 'link', link: resetUrl });
      }),
    },
    {
      icon: 'log-out',
      text: a.signOut,
      action: attempt(() => client.http.call('POST', `${path}/logout`).then(reload)),
    },
    user.disabled
      ? { icon: 'check', text: a.enable, action: attempt(() => change({ disabled: false })) }
      : {
          icon: 'ban',
          text: a.disable,
          action: () =>
            confirm(a.disable, a.disableText(user.displayName), a.disable, () => change({ disabled: true })),
        },
    {
      icon: 'trash-2',
      text: a.deleteUser,
      isDanger: true,
      action: () =>
        confirm(a.deleteUser, a.deleteUserText(user.displayName), s.delete, () =>
          client.http.call('DELETE', path).then(reload),
        ),
    },
  ];
  return html`<${Menu} class="icon-button" label=${s.actionsFor(user.displayName)}
    content=${html`<${Icon} name="ellipsis" />`} items=${items} />`;
}

function NewUser({ onClose, onLink, reload }) {
  const { client } = useApp();
  const create = async values => {
    const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()));
    const created = await client.http.call('POST', 'admin/users', { body });
    reload();
    if (created.setupUrl) {
      onLink(created.setupUrl);
    } else {
      onClose();
    }
  };
  return html`<${Dialog} title=${a.newUser} onClose=${onClose}>
    <${Form} action=${create} submit=${s.create} onCancel=${onClose}>
      <${Field} label=${s.username} name="username" required autocomplete="off" hint=${s.usernameHint} />
      <${Field} label=${s.displayName} name="displayName" maxlength="64" autocomplete="off" hint=${s.optional} />
      <${Field} label=${s.email} name="email" type="email" autocomplete="off" hint=${s.optional} />
      <${Field} label=${s.password} name="password" type="password" autocomplete="new-password"
        hint=${a.passwordHint} />
    <//>
  <//>`;
}

function LinkDialog({ link, onClose }) {
  const { actions } = useApp();
  return html`<${Dialog} title=${a.link} onClose=${onClose}>
    <p class="dialog-text">${a.linkText}</p>
    <code class="one-time-link">${link}</code>
    <div class="form-actions">
      <button type="button" class="button primary"
        onClick=${() => copy(link).then(() => actions.notify(s.linkCopied))}>${a.copyLink}</button>
    </div>
  <//>`;
}
