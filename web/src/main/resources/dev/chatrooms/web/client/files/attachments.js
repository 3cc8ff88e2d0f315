import { html, memo, useApp } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { save, useAttempts, useSource } from '../ui/source.js';
import { s } from '../ui/strings.js';

const Player = later(() => import('../embed/player.js'), 'Player', 'div');
/** Media elements cannot send a token. Files up to this size are fetched for them. */
const MAX_FETCHED = 64 * 2 ** 20;
const MAX_WIDTH = 400;
const MAX_HEIGHT = 300;

/** The files of a message. Pictures take their space before they are loaded. */
export const Attachments = memo(({ files, tabIndex }) => {
  const pictures = files.filter(isPicture);
  const others = files.filter(file => !isPicture(file));
  return html`<div class="attachments">
    ${pictures.length > 0 &&
    html`<div class="pictures">
      ${pictures.map(file => html`<${Picture} key=${file.id} file=${file} tabIndex=${tabIndex} />`)}
    </div>`}
    ${others.map(file => html`<${Other} key=${file.id} file=${file} tabIndex=${tabIndex} />`)}
  </div>`;
});

/** Returns whether a file is shown in the message. */
export function isPicture(file) {
  return Boolean(file.thumbnailUrl && file.width && file.height);
}

function Picture({ file, tabIndex }) {
  const { actions } = useApp();
  const { failure, attempt, failed } = useAttempts();
  const source = useSource(file.thumbnailUrl);
  const scale = Math.min(1, MAX_WIDTH / file.width, MAX_HEIGHT / file.height);
  if (failure === 'broken') {
    return html`<${Card} file=${file} tabIndex=${tabIndex} />`;
  }
  return html`<button type="button" class="picture" tabindex=${tabIndex} aria-label=${s.showPicture(file.name)}
    title=${file.name} onClick=${() => actions.showPicture(file)}>
    <img
      key=${attempt}
      src=${source}
      width=${Math.max(1, Math.round(file.width * scale))}
      height=${Math.max(1, Math.round(file.height * scale))}
      alt=""
      loading="lazy"
      decoding="async"
      onError=${failed}
    />
  </button>`;
}

function Other({ file, tabIndex }) {
  const { client } = useApp();
  const [kind] = file.mediaType.split('/');
  if (client.token && /^(audio|video)$/.test(kind) && file.size <= MAX_FETCHED) {
    return html`<figure class="media">
      <${Card} file=${file} tabIndex=${tabIndex} />
      <${Player} file=${file} kind=${kind} tabIndex=${tabIndex} />
    </figure>`;
  }
  const source = new URL(file.url, client.server).href;
  if (kind === 'audio' && !client.token) {
    return html`<figure class="media">
      <${Card} file=${file} tabIndex=${tabIndex} />
      <audio controls preload="none" src=${source} tabindex=${tabIndex} aria-label=${file.name} />
    </figure>`;
  }
  if (kind === 'video' && !client.token) {
    return html`<figure class="media">
      <video controls preload="metadata" src=${source} width=${file.width ?? MAX_WIDTH}
        height=${file.height ?? MAX_HEIGHT} tabindex=${tabIndex} aria-label=${file.name} />
      <${Card} file=${file} tabIndex=${tabIndex} />
    </figure>`;
  }
  return html`<${Card} file=${file} tabIndex=${tabIndex} />`;
}

const ICONS = { audio: 'music', video: 'film', image: 'image', text: 'file-text' };

/** A file with its name and size, which saves it. */
export function Card({ file, tabIndex }) {
  const { client, actions } = useApp();
  const icon = ICONS[file.mediaType.split('/')[0]] ?? 'file';
  const size = s.fileSize(file.size);
  return html`<button type="button" class="file-card" tabindex=${tabIndex}
    aria-label=${`${s.downloadFile(file.name)} ${size}`}
    onClick=${() => actions.attempt(() => save(client, file))}>
    <span class="file-icon"><${Icon} name=${icon} size=${20} /></span>
    <span class="file-text">
      <span class="file-name" dir="auto">${file.name}</span>${' '}
      <span class="muted">${size}</span>
    </span>
    <${Icon} name="download" size=${17} />
  </button>`;
}
