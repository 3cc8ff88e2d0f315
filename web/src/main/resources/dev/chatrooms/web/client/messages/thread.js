import { useMemo, useRef, useState } from 'preact/hooks';
import { messageOf } from '../ui/errors.js';
import { html, useApp, useSelected } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Skeleton } from '../ui/later.js';
import { Panel } from '../ui/panel.js';
import { s } from '../ui/strings.js';
import { activeRow } from './active.js';
import { Composer, keepEditing, useDraft } from './composer.js';
import { useReplies } from './replies.js';
import { MessageRow, moveInList } from './row.js';
import { rows } from './rows.js';
import { UnsentRow } from './unsent.js';

/** The thread of a message, beside the room. */
export function Thread({ room, rootId, jump, act, onClose }) {
  const { client, actions, drafts } = useApp();
  const me = useSelected(state => state.me);
  const outbox = useSelected(state => state.outbox);
  const [active, setActive] = useState();
  const latest = useRef();
  latest.current = active;
  const activation = useMemo(() => activeRow(() => latest.current, setActive), []);
  const storageKey = `${drafts}${me.id}.${rootId}`;
  const [draft, setDraft] = useDraft(storageKey);
  const unsent = outbox.filter(item => item.threadId === rootId);
  const { thread, error, load, scroller, scrolled, isAway, toEnd } = useReplies(rootId, unsent.length, jump);
  const inThread = useMemo(
    () => ({
      ...act,
      inThread: true,
      reply: message => setDraft({ replyTo: message }),
      edit: message => setDraft({ editing: message }),
    }),
    [act],
  );
  const send = (text, attachments) => {
    if (draft.editing) {
      const { editing } = draft;
      actions.attempt(() => client.edit(editing.id, text).catch(keepEditing(setDraft, editing, text, storageKey)));
    } else {
      const { id, sender, text: quoted = '' } = draft.replyTo ?? {};
      toEnd();
      client.send(room.id, { text, attachments, threadId: rootId, replyTo: id && { id, sender, text: quoted } });
    }
    setDraft({});
  };
  const editLast = () => {
    const last = thread.items.findLast(item => item.sender.id === me.id && !item.deletedAt && !act.hidden.has(item.id));
    if (last) {
      inThread.edit(last);
    }
  };
  const shown = thread ? [...rows([withoutCount(thread.root)]), ...rows(thread.items)].filter(isMessage) : [];
  const tabStop = shown.some(item => item.key === active) ? active : shown.at(-1)?.key;
  const row = item =>
    html`<${MessageRow}
      key=${item.key}
      rowKey=${item.key}
      message=${item.message}
      isGrouped=${item.isGrouped}
      isActive=${item.key === active}
      isTabStop=${item.key === tabStop}
      role=${room.me?.role}
      isDirect=${room.kind === 'direct'}
      me=${me}
      act=${inThread}
    />`;
  return html`<${Panel} title=${s.thread} onClose=${onClose}>
    <div class="thread-view">
      <div class="panel-scroll thread" ref=${scroller} onScroll=${scrolled} onKeyDown=${moveInList} ...${activation}>
        ${!thread && !error && html`<${Skeleton} rows=${3} />`}
        ${error && !thread &&
        html`<p class="list-state" role="alert">
          ${messageOf(error)} <button type="button" class="link" onClick=${load}>${s.retry}</button>
        </p>`}
        ${thread &&
        html`<ol class="message-list" aria-label=${s.thread}>
          ${row(shown[0])}
          <li class="thread-line"><span>${s.replies(thread.root.threadCount ?? 0)}</span></li>
          ${shown.slice(1).map(row)}
          ${unsent.map(item => html`<${UnsentRow} key=${item.clientId} item=${item} me=${me} />`)}
        </ol>`}
      </div>
      ${isAway &&
      html`<button type="button" class="to-end" onClick=${toEnd}>
        <${Icon} name="arrow-down" size=${16} />${s.jumpToLatest}
      </button>`}
    </div>
    ${room.me && thread && !thread.root.deletedAt &&
    html`<${Composer} room=${room} draft=${draft} onSend=${send} onCancel=${() => setDraft({})}
      onEditLast=${editLast} storageKey=${storageKey} placeholder=${s.openThread} />`}
  <//>`;
}

function isMessage(row) {
  return row.type === 'message';
}

function withoutCount(root) {
  return { ...root, threadCount: 0 };
}
