import { stillUnread, worthNotice } from '../rooms/news.js';
import { roomName } from '../rooms/order.js';
import { read, write } from './storage.js';

const COLLECT_MS = 1000;
/** The tab with the focus lets the others know that its user sees the news. */
const CHANNEL = 'chatrooms.seen';

let isUnsupported = false;

/** Returns `unsupported`, `blocked`, `on` or `off`. */
export function notificationState() {
  if (isUnsupported || !('Notification' in globalThis)) {
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

/**
 * Notifies about direct messages and mentions, except in muted rooms and while the page has the focus, in this tab or
 * another one. After an interruption many come at once, so there is one per room, for what is still unread then. It is
 * closed once the message has been read, wherever that was.
 *
 * @param {import('../client/client.js').ChatClient} client
 * @param {(roomId: string, seq: number) => void} open shows the message of a notification that was clicked
 * @returns {() => void} ends it
 */
export function announceNews(client, open) {
  let before = client.state.rooms;
  let timer;
  let seen;
  const waiting = new Map();
  const shown = new Map();
  const channel = globalThis.BroadcastChannel && new BroadcastChannel(`${CHANNEL} ${client.server}`);
  const show = () => {
    timer = undefined;
    const messages = stillUnread([...waiting.values()], client.state.rooms);
    waiting.clear();
    if (!document.hasFocus()) {
      messages.forEach(message => {
        const notification = notify(client.state.rooms[message.roomId], message, open);
        if (notification) {
          shown.set(message.roomId, { message, notification });
        }
      });
    }
  };
  const collect = news => {
    news.forEach(room => waiting.set(room.id, { ...room.lastMessage, roomId: room.id }));
    timer ??= setTimeout(show, COLLECT_MS);
  };
  if (channel) {
    channel.onmessage = () => {
      clearTimeout(seen);
      seen = setTimeout(() => (seen = undefined), COLLECT_MS);
      waiting.clear();
    };
  }
  const end = client.subscribe(() => {
    const { rooms, me } = client.state;
    if (rooms === before || !me) {
      return;
    }
    const news = worthNotice(before, rooms, me.id);
    before = rooms;
    shown.forEach(({ message, notification }, roomId) => {
      if (stillUnread([message], rooms).length === 0) {
        notification.close();
        shown.delete(roomId);
      }
    });
    if (news.length === 0 || notificationState() !== 'on') {
      return;
    }
    if (document.hasFocus()) {
      channel?.postMessage('seen');
    } else if (!seen) {
      collect(news);
    }
  });
  return () => {
    end();
    clearTimeout(timer);
    clearTimeout(seen);
    shown.forEach(({ notification }) => notification.close());
    channel?.close();
  };
}

function notify(room, { sender, seq, text }, open) {
  const title = room.kind === 'direct' ? sender.displayName : `${sender.displayName} · ${roomName(room)}`;
  let notification;
  try {
    // With the same tag, the notice of another tab is replaced.
    notification = new Notification(title, { body: text ?? '', tag: room.id });
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    // Browsers on phones have the class, and no constructor for pages.
    isUnsupported = true;
    return undefined;
  }
  notification.onclick = () => {
    window.focus();
    open(room.id, seq);
    notification.close();
  };
  return notification;
}
