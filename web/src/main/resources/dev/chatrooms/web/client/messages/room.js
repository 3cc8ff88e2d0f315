import { useEffect, useMemo, useState } from 'preact/hooks';
import { roomName } from '../rooms/order.js';
import { RoomHeader } from '../rooms/header.js';
import { messageOf } from '../ui/errors.js';
import { classes, html, useApp, useSelected } from '../ui/html.js';
import { later } from '../ui/later.js';
import { COVERED } from '../ui/narrow.js';
import { s } from '../ui/strings.js';
import { Composer, keepEditing, useDraft } from './composer.js';
import { MessageList } from './list.js';
import { useMessageActions } from './actions.js';
import { TypingLine } from './typing.js';

const Details = later(() => import('../people/details.js'), 'Details', 'div');
const Person = later(() => import('../people/profile.js'), 'PersonDialog', 'div');
const RoomFiles = later(() => import('../files/room-files.js'), 'RoomFiles', 'div', 'gallery');
const Thread = later(() => import('./thread.js'), 'Thread', 'div');
const RoomSearch = later(() => import('../search/room-search.js'), 'RoomSearch', 'div');
const Pins = later(() => import('./pins.js'), 'Pins', 'div');

/** A room: its heading, messages and composer, and a panel at the side. */
export function RoomView({ roomId, route, at }) {
  const { client } = useApp();
  // The id comes from the address, which may be anything.
  const room = useSelected(state => (Object.hasOwn(state.rooms, roomId) ? state.rooms[roomId] : undefined));
  const canLoad = useSelected(state => state.loaded && state.connection.status === 'online');
  const [error, setError] = useState();
  const [panel, setPanel] = useState();
  useEffect(() => {
    if (canLoad && !room) {
      setError(undefined);
      client.loadRoom(roomId).catch(setError);
    }
  }, [canLoad, Boolean(room), roomId]);
  if (!room) {
    return html`<main class="empty-page" id="main">
      ${error
        ? html`<h1 tabindex="-1">${s.roomUnavailable}</h1>
            <p class="muted">${[400, 404].includes(error.status) ? s.roomUnavailableText : messageOf(error)}</p>
            <a class="button" href="#/">${s.back}</a>`
        : html`<span class="spinner" role="status" aria-label=${s.loading} />`}
    </main>`;
  }
  return html`<${OpenRoom} room=${room} route=${route} at=${at} panel=${panel} setPanel=${setPanel} />`;
}

function OpenRoom({ room, route, at, panel, setPanel }) {
  const { client, actions, box, drafts, isEmbedded } = useApp();
  const me = useSelected(state => state.me);
  const storageKey = `${drafts}${me.id}.${room.id}`;
  const [draft, setDraft] = useDraft(storageKey);
  const [person, setPerson] = useState();
  const [jump, setJump] = useState(at && { seq: at });
  const toggle = kind => setPanel(panel?.kind === kind ? undefined : { kind });
  const places = useMemo(
    () => ({
      jumpTo: seq => {
        // A panel covers the messages of a small window.
        if (box.clientWidth <= COVERED) {
          setPanel(undefined);
        }
        setJump({ seq });
      },
      reply: message => setDraft({ replyTo: message }),
      edit: message => setDraft({ editing: message }),
      showPerson: setPerson,
      openThread: (rootId, seq) => setPanel({ kind: 'thread', rootId, seq }),
    }),
    [],
  );
  useEffect(() => at && places.jumpTo(at), [at, route]);
  const act = useMessageActions(room, places);
  const send = (text, attachments) => {
    if (draft.editing) {
      const { editing } = draft;
      setDraft({});
      if (text !== editing.text) {
        actions.attempt(() => client.edit(editing.id, text).catch(keepEditing(setDraft, editing, text, storageKey)));
      }
      return;
    }
    const { id, sender, text: quoted = '' } = draft.replyTo ?? {};
    client.send(room.id, { text, attachments, replyTo: id && { id, sender, text: quoted } });
    setDraft({});
  };
  const isEditable = item => item.sender.id === me.id && !item.deletedAt && !act.hidden.has(item.id);
  const editLast = () => {
    const last = client.state.windows[room.id]?.items.findLast(isEditable);
    if (last) {
      places.edit(last);
    }
  };
  return html`<div class=${classes({ room: true, 'with-panel': panel })}>
    <${isEmbedded ? 'section' : 'main'} class="room-main" id="main" aria-label=${roomName(room)}>
      <${RoomHeader} room=${room} panel=${panel} toggle=${toggle} />
      <${MessageList} room=${room} me=${me} jump=${jump} act=${act} key=${room.id} />
      <${TypingLine} roomId=${room.id} />
      ${room.me
        ? html`<${Composer} room=${room} draft=${draft} onSend=${send} onCancel=${() => setDraft({})}
            onEditLast=${editLast} storageKey=${storageKey} />`
        : html`<${JoinBar} room=${room} />`}
    <//>
    ${person && html`<${Person} userId=${person} onClose=${() => setPerson(undefined)} />`}
    ${panel?.kind === 'thread' &&
    html`<${Thread} key=${panel.rootId} room=${room} rootId=${panel.rootId} jump=${panel} act=${act}
      onClose=${() => setPanel(undefined)} />`}
    ${panel?.kind === 'details' && html`<${Details} room=${room} onFiles=${() => setPanel({ kind: 'files' })}
      onClose=${() => setPanel(undefined)} />`}
    ${panel?.kind === 'files' &&
    html`<${RoomFiles} room=${room} onJump=${places.jumpTo} onClose=${() => setPanel(undefined)} />`}
    ${panel?.kind === 'search' &&
    html`<${RoomSearch} room=${room} onJump=${places.jumpTo} onClose=${() => setPanel(undefined)} />`}
    ${panel?.kind === 'pins' &&
    html`<${Pins} room=${room} onJump=${places.jumpTo} onClose=${() => setPanel(undefined)} />`}
  </div>`;
}

function JoinBar({ room }) {
  const { client, actions } = useApp();
  return html`<div class="join-bar">
    <span>${s.readOnly}</span>
    <button type="button" class="button primary" onClick=${() => actions.attempt(() => client.join(room.id))}>
      ${s.joinRoom}
    </button>
  </div>`;
}
