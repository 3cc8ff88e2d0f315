import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html, useApp } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Popup } from '../ui/menu.js';
import { read, write } from '../ui/storage.js';
import { s } from '../ui/strings.js';
import { roomName } from '../rooms/order.js';
import { DropZone, Tray, useUploads } from '../files/tray.js';
import { Completions, moveCaret, useCompletions } from './completion.js';
import { EmojiPicker } from './emoji.js';
import { summary } from './summary.js';

const MAX_LENGTH = 8000;
const COUNT_FROM = 7500;
/** The keys that move the caret without a change of the text. */
const CARET_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** An edit is kept beside the draft of its room or thread, which it does not replace. */
const editKey = storageKey => `${storageKey}.edit`;

/** Holds the message that is edited or replied to. An edit lasts until it is sent or cancelled. */
export function useDraft(storageKey) {
  return useState(() => ({ editing: read(editKey(storageKey)) }));
}

/** Returns what keeps the text of an edit that has failed, in the composer. */
export function keepEditing(setDraft, editing, changed, storageKey) {
  return error => {
    const kept = { ...editing, changed };
    // The reader may have left the room.
    write(editKey(storageKey), kept);
    setDraft({ editing: kept });
    throw error;
  };
}

/**
 * Where messages are written. Enter sends, Shift+Enter starts a line, and the arrow up edits the last message.
 *
 * @param {object} properties
 * @param {{replyTo?: object, editing?: object}} properties.draft an edit with its text so far as `changed`
 * @param {string} properties.storageKey where the text is kept over a reload
 */
export function Composer({ room, draft, onSend, onCancel, onEditLast, storageKey, placeholder }) {
  const { client, actions } = useApp();
  const uploads = useUploads(storageKey);
  const [text, setText] = useState(() => read(storageKey, ''));
  const [isPicking, setPicking] = useState(false);
  const area = useRef();
  const picker = useRef();
  const smile = useRef();
  const completions = useCompletions({ room, text, area, onChange: change });
  const { editing, replyTo } = draft;

  // Before a key can be pressed, which would otherwise be lost.
  useLayoutEffect(() => {
    if (editing) {
      setText(editing.changed ?? editing.text);
    }
    if ((editing && editing.changed === undefined) || replyTo) {
      area.current.focus();
    }
    keepEdit(editing?.changed ?? editing?.text);
    return () => editing && setText(read(storageKey, ''));
  }, [editing, replyTo]);
  useLayoutEffect(() => {
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    // On a touch screen the keyboard would cover the messages. A host's page keeps the focus.
    if (matchMedia('(pointer: fine)').matches && area.current.getRootNode().activeElement) {
      area.current.focus({ preventScroll: true });
    }
  }, []);

  function keepEdit(changed) {
    write(editKey(storageKey), editing && { id: editing.id, text: editing.text, changed });
  }

  function change(value) {
    setText(value);
    if (editing) {
      keepEdit(value);
    } else {
      write(storageKey, value);
      if (value.trim()) {
        client.typing(room.id);
      }
    }
  }
  const length = [...text].length;
  const hasContent = text.trim() !== '' || (!editing && uploads.items.length > 0);
  const canSend = hasContent && length <= MAX_LENGTH && (editing || uploads.isComplete);
  const attach = files => {
    const problem = uploads.add(files);
    if (problem) {
      actions.notify(problem, { isError: true });
    }
    area.current.focus();
  };
  const pasted = event => {
    const files = [...event.clipboardData.files];
    if (!editing && files.length > 0) {
      // What is copied from a document has text too. With a file from a folder, that is its name.
      const words = event.clipboardData.getData('text/plain');
      if (!words || files.some(file => file.name === words)) {
        event.preventDefault();
      }
      attach(files);
    }
  };
  const send = () => {
    if (canSend) {
      onSend(text.trim(), editing ? [] : uploads.take());
      if (editing) {
        setText(read(storageKey, ''));
      } else {
        setText('');
        write(storageKey, undefined);
      }
      area.current.focus();
    } else if (hasContent && length <= MAX_LENGTH) {
      actions.notify(s.filesNotUploaded, { isError: true });
    }
  };
  const keyed = event => {
    if (completions.keyed(event) || event.isComposing) {
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '' && onEditLast) {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Escape' && (editing || replyTo)) {
      event.preventDefault();
      onCancel();
    }
  };
  const insert = emoji => {
    const { selectionStart: start, selectionEnd: end } = area.current;
    setPicking(false);
    change(text.slice(0, start) + emoji + text.slice(end));
    moveCaret(area, start + emoji.length);
  };
  return html`<div class="composer">
    ${(editing || replyTo) &&
    html`<div class="composer-context">
      <${Icon} name=${editing ? 'pencil' : 'reply'} size=${14} />
      <span class="composer-context-text" dir="auto">
        ${editing ? s.editingMessage : s.replyingTo(replyTo.sender.displayName, summary(replyTo))}
      </span>
      <${IconButton} icon="x" size=${15} label=${s.cancel} onClick=${onCancel} />
    </div>`}
    ${!editing && html`<${Tray} uploads=${uploads} /><${DropZone} composer=${area} around=".room-main, .panel"
      onDrop=${attach} />`}
    <div class="composer-box">
      ${!editing &&
      html`<${IconButton} icon="paperclip" label=${s.attachFiles} onClick=${() => picker.current.click()} />
        <input ref=${picker} type="file" hidden multiple onChange=${event => {
          attach([...event.target.files]);
          event.target.value = '';
        }} />`}
      <textarea
        ref=${area}
        rows="1"
        dir="auto"
        aria-label=${placeholder ?? s.messageTo(roomName(room))}
        placeholder=${placeholder ?? s.messageTo(roomName(room))}
        value=${text}
        onInput=${event => {
          change(event.target.value);
          completions.moved(event);
        }}
        onKeyDown=${keyed}
        onPaste=${pasted}
        onKeyUp=${event => CARET_KEYS.has(event.key) && completions.moved(event)}
        onClick=${completions.moved}
        ...${completions.attributes}
      />
      <button
        type="button"
        ref=${smile}
        class="icon-button"
        aria-label=${s.emoji}
        title=${s.emoji}
        aria-expanded=${isPicking}
        onClick=${() => setPicking(!isPicking)}
      >
        <${Icon} name="smile" />
      </button>
      <button
        type="button"
        class="icon-button send"
        aria-label=${editing ? s.save : s.send}
        title=${editing ? s.save : s.send}
        disabled=${!canSend}
        onClick=${send}
      >
        <${Icon} name=${editing ? 'check' : 'send'} />
      </button>
    </div>
    <${Completions} completions=${completions} />
    ${length > COUNT_FROM &&
    html`<p class=${length > MAX_LENGTH ? 'count over' : 'count'} role="status">${MAX_LENGTH - length}</p>`}
    ${isPicking &&
    html`<${Popup} anchor=${smile} onClose=${() => setPicking(false)} class="picker" role="dialog"
      aria-label=${s.emoji}>
      <${EmojiPicker} onPick=${insert} />
    <//>`}
  </div>`;
}
