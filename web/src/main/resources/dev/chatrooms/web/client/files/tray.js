import { useEffect, useReducer, useState } from 'preact/hooks';
import { messageOf } from '../ui/errors.js';
import { classes, html, useApp } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { s } from '../ui/strings.js';
import { uploadsOf } from './uploads.js';

/** Returns the uploads of a composer, which go on while another room is shown. */
export function useUploads(key) {
  const { client, site } = useApp();
  const [, render] = useReducer(count => count + 1, 0);
  const uploads = uploadsOf(key, client, site);
  useEffect(() => {
    const end = uploads.subscribe(render);
    return () => {
      end();
      if (uploads.items.length === 0) {
        uploads.close();
      }
    };
  }, [uploads]);
  return uploads;
}

/** The files of the message that is being written, with their progress. */
export function Tray({ uploads }) {
  if (uploads.items.length === 0) {
    return null;
  }
  const done = uploads.items.filter(item => item.status === 'done').length;
  return html`<ul class="tray" aria-label=${s.attachedFiles}>
      ${uploads.items.map(item => html`<${TrayItem} key=${item.id} item=${item} uploads=${uploads} />`)}
    </ul>
    <span class="visually-hidden" role="status">${s.uploaded(done, uploads.items.length)}</span>`;
}

function TrayItem({ item, uploads }) {
  const { id, file, status, progress, preview, error } = item;
  const isRunning = status === 'running' || status === 'waiting';
  return html`<li class=${classes({ 'tray-item': true, failed: error })}>
    ${preview
      ? html`<img class="tray-preview" src=${preview} width="40" height="40" alt="" />`
      : html`<span class="tray-preview"><${Icon} name=${error ? 'circle-alert' : 'file'} size=${20} /></span>`}
    <span class="tray-text">
      <span class="tray-name" dir="auto" title=${file.name}>${file.name}</span>
      ${error
        ? html`<span class="tray-error" role="alert">
            ${error.code === 'file_too_large' ? error.message : messageOf(error)}
          </span>`
        : html`<span class="muted">${s.fileSize(file.size)}</span>`}
      ${isRunning && html`<progress max="1" value=${progress} aria-label=${s.uploading(file.name)} />`}
    </span>
    ${error && error.code !== 'file_too_large' &&
    html`<${IconButton} icon="rotate-cw" size=${16} label=${s.retryUpload(file.name)}
      onClick=${() => uploads.retry(id)} />`}
    <${IconButton} icon="x" size=${16}
      label=${isRunning ? s.cancelUpload(file.name) : s.removeFile(file.name)}
      onClick=${() => uploads.remove(id)} />
  </li>`;
}

/** Shows where files can be dropped, while some are dragged over an element around the composer. */
export function DropZone({ composer, around, onDrop }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const target = composer.current.closest(around);
    let depth = 0;
    const hasFiles = event => event.dataTransfer?.types.includes('Files');
    const listeners = {
      dragenter: event => {
        if (hasFiles(event)) {
          depth++;
          setOver(true);
        }
      },
      dragleave: event => {
        if (hasFiles(event) && --depth <= 0) {
          depth = 0;
          setOver(false);
        }
      },
      dragover: event => hasFiles(event) && event.preventDefault(),
      drop: event => {
        if (hasFiles(event)) {
          event.preventDefault();
          depth = 0;
          setOver(false);
          onDrop(event.dataTransfer.files);
        }
      },
    };
    Object.entries(listeners).forEach(([type, listener]) => target.addEventListener(type, listener));
    return () => Object.entries(listeners).forEach(([type, listener]) => target.removeEventListener(type, listener));
  }, []);
  return isOver ? html`<div class="drop-zone"><span><${Icon} name="paperclip" />${s.dropFiles}</span></div>` : null;
}
