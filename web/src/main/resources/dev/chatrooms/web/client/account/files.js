import { useState } from 'preact/hooks';
import { Card } from '../files/attachments.js';
import { Confirm } from '../ui/dialog.js';
import { html, useApp } from '../ui/html.js';
import { IconButton } from '../ui/icon.js';
import { ListStates, useList } from '../ui/list.js';
import { s } from '../ui/strings.js';
import { t } from './strings.js';

/** The files that the caller has uploaded, newest first, and the space that they take. */
export function OwnFiles() {
  const { client } = useApp();
  const [deleted, setDeleted] = useState();
  const list = useList('me/files');
  const { usedBytes, quotaBytes } = list.values ?? {};
  const remove = async () => {
    try {
      await client.http.call('DELETE', `files/${deleted.id}`);
    } catch (error) {
      throw error.code === 'attached' ? new Error(t.fileInMessage) : error;
    }
    list.reload();
  };
  return html`<section class="settings-section">
    ${list.items &&
    html`<p class="muted">${t.usedSpace(s.fileSize(usedBytes), quotaBytes && s.fileSize(quotaBytes))}</p>
      ${quotaBytes && html`<progress max=${quotaBytes} value=${usedBytes} aria-label=${t.usedSpaceName} />`}`}
    <ul class="people">
      ${list.items?.map(
        file => html`<li class="person" key=${file.id}>
          <span class="person-text"><${Card} file=${file} /></span>
          <${IconButton} icon="trash-2" label=${t.deleteFile(file.name)} onClick=${() => setDeleted(file)} />
        </li>`,
      )}
    </ul>
    <${ListStates} list=${list} icon="paperclip" empty=${t.noOwnFiles} />
    ${deleted &&
    html`<${Confirm} title=${s.delete} text=${t.deleteFileText(deleted.name)} submit=${s.delete} action=${remove}
      onClose=${() => setDeleted(undefined)} />`}
  </section>`;
}
