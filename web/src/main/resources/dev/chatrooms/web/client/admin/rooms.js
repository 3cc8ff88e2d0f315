import { useState } from 'preact/hooks';
import { KindField } from '../rooms/create.js';
import { Confirm, Dialog, Field, Form } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { useList, useSettled } from '../ui/list.js';
import { Menu } from '../ui/menu.js';
import { s } from '../ui/strings.js';
import { briefTime } from '../ui/brief-time.js';
import { a } from './strings.js';
import { Choice, SearchField, Table } from './table.js';

/** All rooms, without what is written in them. */
export function Rooms() {
  const { client } = useApp();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState('');
  const [dialog, setDialog] = useState();
  const list = useList('admin/rooms', { search: useSettled(search.trim()), kind });
  const close = () => setDialog(undefined);
  const menu = room => {
    const items = [
      { icon: 'pencil', text: a.editRoom, action: () => setDialog({ kind: 'edit', room }) },
      { icon: 'trash-2', text: s.deleteRoom, isDanger: true, action: () => setDialog({ kind: 'delete', room }) },
    ];
    return room.kind === 'direct'
      ? null
      : html`<${Menu} class="icon-button" label=${s.actionsFor(room.name)} items=${items}
          content=${html`<${Icon} name="ellipsis" />`} />`;
  };
  const columns = [
    {
      title: a.room,
      isMain: true,
      cell: room => html`<span class="person-name" dir="auto">${room.name ?? a.directRoom}</span>`,
    },
    { title: s.kind, cell: room => s.kinds[room.kind] },
    { title: a.owners, cell: room => room.owners.map(owner => owner.displayName).join(', ') },
    { title: a.members, isNumber: true, cell: room => a.number(room.members) },
    { title: s.messages, isNumber: true, cell: room => a.number(room.messages) },
    { title: s.files, isNumber: true, cell: room => a.number(room.files) },
    { title: a.lastActivity, cell: room => briefTime(room.lastActivityAt) },
    {
      title: html`<span class="visually-hidden">${s.moreActions}</span>`,
      isMenu: true,
      cell: menu,
    },
  ];
  return html`<div class="filters">
      <${SearchField} label=${a.searchRooms} value=${search} onInput=${setSearch} />
      <${Choice} label=${s.kind} all=${a.allKinds} options=${s.kinds} value=${kind} onChange=${setKind} />
    </div>
    <${Table} label=${a.pages.rooms} list=${list} columns=${columns} empty=${a.noRooms} />
    ${dialog?.kind === 'edit' && html`<${EditRoom} room=${dialog.room} onClose=${close} reload=${list.reload} />`}
    ${dialog?.kind === 'delete' &&
    html`<${Confirm} title=${s.deleteRoom} text=${s.deleteRoomText(dialog.room.name)} submit=${s.delete}
      action=${() => client.http.call('DELETE', `admin/rooms/${dialog.room.id}`).then(list.reload)}
      onClose=${close} />`}`;
}

function EditRoom({ room, onClose, reload }) {
  const { client } = useApp();
  const save = async values => {
    const change = {};
    for (const name of ['name', 'topic', 'kind']) {
      if (values[name] !== room[name]) {
        change[name] = values[name];
      }
    }
    if (values.owner.trim()) {
      change.owner = values.owner.trim();
    }
    if (Object.keys(change).length > 0) {
      await client.http.call('PATCH', `admin/rooms/${room.id}`, { body: change });
      reload();
    }
    onClose();
  };
  return html`<${Dialog} title=${a.editRoom} onClose=${onClose}>
    <${Form} action=${save} submit=${s.save} onCancel=${onClose}>
      <${Field} label=${s.name} name="name" value=${room.name} required maxlength="80" autocomplete="off" />
      <${Field} label=${s.topic} name="topic" value=${room.topic} maxlength="250" autocomplete="off" />
      <${Field} label=${a.addOwner} name="owner" autocomplete="off" hint=${a.addOwnerHint} />
      <${KindField} value=${room.kind} />
    <//>
  <//>`;
}
