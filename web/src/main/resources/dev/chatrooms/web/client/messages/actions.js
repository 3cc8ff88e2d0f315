import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { copy } from '../ui/clipboard.js';
import { useApp } from '../ui/html.js';
import { s } from '../ui/strings.js';
import { remember } from './emoji.js';

const UNDO_MS = 5000;

/**
 * What the rows of a room can do. The object changes only with what the rows show.
 *
 * @param {object} room
 * @param {object} places what the room view does itself: `jumpTo`, `reply`, `edit`,
 *     `openThread`, `showPerson`
 */
export function useMessageActions(room, places) {
  const { client, actions } = useApp();
  const [hidden, setHidden] = useState(client.deletions.hidden);
  const heldUnread = useRef();
  useEffect(() => client.deletions.subscribe(() => setHidden(client.deletions.hidden)), [client]);

  return useMemo(
    () => ({
      ...places,
      hidden,
      heldUnread,
      react: (message, emoji, on) => {
        remember(emoji);
        actions.attempt(() => client.react(message.id, emoji, on));
      },
      pin: (message, on) => actions.attempt(() => client.pin(message.id, on)),
      remove: message => {
        const { deletions } = client;
        deletions.add(message.id, UNDO_MS, error => actions.attempt(() => Promise.reject(error)));
        const undo = () => deletions.undo(message.id);
        actions.notify(s.messageDeleted, { label: s.undo, action: undo, ms: UNDO_MS - 200 });
      },
      markUnread: message => {
        heldUnread.current = room.id;
        actions.attempt(() => client.markUnread(room.id, message.seq - 1));
      },
      copyLink: message => {
        const link = new URL(`#/rooms/${room.id}/${message.seq}`, client.server).href;
        copy(link).then(() => actions.notify(s.linkCopied));
      },
      copyText: message => copy(message.text).then(() => actions.notify(s.copied)),
      jumpToMessage: id => actions.attempt(async () => places.jumpTo(await seqOf(client, room.id, id))),
      showReaders: message =>
        actions.attempt(async () => {
          const { readersOf } = await import('../people/readers.js');
          actions.notify(await readersOf(client, room, message));
        }),
    }),
    [hidden, places, room.id],
  );
}

async function seqOf(client, roomId, messageId) {
  const loaded = client.state.windows[roomId]?.items.find(item => item.id === messageId);
  return (loaded ?? (await client.http.get(`messages/${messageId}`))).seq;
}
