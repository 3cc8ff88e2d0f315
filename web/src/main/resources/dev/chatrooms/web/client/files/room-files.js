import { useState } from 'preact/hooks';
import { html } from '../ui/html.js';
import { ListStates, useList } from '../ui/list.js';
import { Panel } from '../ui/panel.js';
import { s } from '../ui/strings.js';
import { briefTime } from '../ui/brief-time.js';
import { Attachments } from './attachments.js';
import { t } from './strings.js';

const TYPES = ['', 'image', 'video', 'audio', 'other'];

/** The files of a room, newest first. */
export function RoomFiles({ room, onJump, onClose }) {
  const [type, setType] = useState('');
  const list = useList(`rooms/${room.id}/files`, { type });
  return html`<${Panel} title=${s.files} onClose=${onClose}>
    <div class="panel-scroll padded">
      <div class="chips" role="group" aria-label=${t.fileTypes}>
        ${TYPES.map(
          name => html`<button type="button" class="chip" key=${name} aria-pressed=${name === type}
            onClick=${() => setType(name)}>${t.fileType[name || 'all']}</button>`,
        )}
      </div>
      <ul class="room-files">
        ${list.items?.map(
          ({ file, seq, sender, createdAt }) => html`<li key=${file.id}>
            <${Attachments} files=${[file]} />
            <button type="button" class="link room-file-place" onClick=${() => onJump(seq)}>
              ${sender.displayName}, ${briefTime(createdAt)}
            </button>
          </li>`,
        )}
      </ul>
      <${ListStates} list=${list} icon="paperclip" empty=${t.noFiles} />
    </div>
  <//>`;
}
