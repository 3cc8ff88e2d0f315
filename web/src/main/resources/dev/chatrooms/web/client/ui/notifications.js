import { useEffect } from 'preact/hooks';
import { worthNotice } from '../rooms/news.js';
import { roomName } from '../rooms/order.js';
import { useApp } from './html.js';
import { go, roomPath } from './router.js';
import { read, write } from './storage.js';

/** Returns `unsupported`, `blocked`, `on` or `off`. */
export function notificationState() {
  if (!('Notification' in globalThis)) {
    return 'unsupported';
  }
  if (Notification.permission === 'denied') {
    return 'blocked';
  }
  return Notification.permission === 'granted' && read('notifications', false) ? 'on' : 'off';
}

/** Asks for the permission, which browsers allow on a click only. */
export async function setNotifications(isOn) {
  const isGranted = isOn && (await Notification.requestPermission()) === 'granted';
  write('notifications', isGranted);
  return notificationState();
}

/** Notifies about direct messages and mentions, except in muted rooms and while the page has the focus. */
export function useNotifications() {
  const { client } = useApp();
  useEffect(() => {
    let before = client.state.rooms;
    return client.subscribe(() => {
      const { rooms, me } = client.state;
      if (rooms !== before && me) {
        const news = worthNotice(before, rooms, me.id);
        before = rooms;
        if (news.length > 0 && notificationState() === 'on' && !document.hasFocus()) {
          news.forEach(notify);
        }
      }
    });
  }, [client]);
}

function notify(room) {
  const { id, seq, sender, text } = room.lastMessage;
  const title = room.kind === 'direct' ? sender.displayName : `${sender.displayName} · ${roomName(room)}`;
  // The tag keeps several tabs from notifying about the same message.
  const notification = new Notification(title, { body: text ?? '', tag: id });
  notification.onclick = () => {
    window.focus();
    go(roomPath(room.id, seq));
    notification.close();
  };
}
