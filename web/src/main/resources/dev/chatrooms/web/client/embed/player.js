import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../client/download.js';
import { messageOf } from '../ui/errors.js';
import { html, useApp } from '../ui/html.js';
import { Icon, IconButton } from '../ui/icon.js';
import { t } from './strings.js';

/**
 * Audio or video in a page that uses tokens. Media elements cannot send one, so the file is downloaded when it is to be
 * played, and released when its message leaves the page.
 */
export function Player({ file, kind, tabIndex }) {
  const { client } = useApp();
  const [{ url, part, error }, setState] = useState({});
  const task = useRef();
  useEffect(() => () => task.current?.abort(), []);
  useEffect(() => () => url && URL.revokeObjectURL(url), [url]);
  const load = async () => {
    const { signal } = (task.current = new AbortController());
    const show = state => signal.aborted || setState(state);
    show({ part: 0 });
    try {
      const address = new URL(file.url, client.server).href;
      const content = await download(client.http, address, { signal, onProgress: done => show({ part: done }) });
      if (!signal.aborted) {
        show({ url: URL.createObjectURL(content) });
      }
    } catch (failure) {
      show({ error: failure });
    }
  };
  const cancel = () => {
    task.current.abort();
    setState({});
  };
  if (url) {
    // The policy of the page may forbid it.
    const failed = () => setState({ error: new Error(t.cannotPlay) });
    return html`<${kind} controls autoplay src=${url} tabindex=${tabIndex} aria-label=${file.name}
      onError=${failed} />`;
  }
  return html`<div class="player">
    ${part === undefined
      ? html`<button type="button" class="button" tabindex=${tabIndex} aria-label=${t.playFile(file.name)}
          onClick=${load}>
          <${Icon} name=${kind === 'audio' ? 'music' : 'film'} size=${16} />${t.play}
        </button>`
      : html`<progress max="1" value=${part} aria-label=${t.loadingFile(file.name)} />
          <${IconButton} icon="x" size=${16} label=${t.cancelLoading(file.name)} tabindex=${tabIndex}
            onClick=${cancel} />`}
    ${error && html`<p class="form-error" role="alert">${messageOf(error)}</p>`}
  </div>`;
}
