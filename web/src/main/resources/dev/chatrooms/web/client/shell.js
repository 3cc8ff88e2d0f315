import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { later } from './ui/later.js';
import { RoomView } from './messages/room.js';
import { Sidebar } from './rooms/sidebar.js';
import { totals } from './rooms/order.js';
import { ConnectionBar } from './ui/connection.js';
import { classes, html, useApp, useSelected, useWindowEvent } from './ui/html.js';
import { go, roomPath } from './ui/router.js';
import { SiteNotice } from './ui/notice.js';
import { useSite } from './ui/site.js';
import { s } from './ui/strings.js';

const Home = later(() => import('./rooms/home.js'), 'Home');
const loadNext = () => import('./rooms/next.js');
const Switcher = later(() => import('./rooms/switcher.js'), 'Switcher', 'div');
const Keys = later(() => import('./ui/keys.js'), 'Keys', 'div');
const Directory = later(() => import('./rooms/directory.js'), 'Directory');
const People = later(() => import('./people/people.js'), 'People');
const Mentions = later(() => import('./search/mentions.js'), 'Mentions');
const Search = later(() => import('./search/search.js'), 'Search');
const Admin = later(() => import('./admin/admin.js'), 'Admin', 'main', 'admin');
const Lightbox = later(() => import('./files/lightbox.js'), 'Lightbox', 'div', 'gallery');
const Settings = later(() => import('./account/settings.js'), 'Settings');

/** The signed-in page: the rooms at the left, and what the address names in the middle. */
export function Shell({ route, picture }) {
  const { client, actions, loadStyles } = useApp();
  const closePicture = () => actions.showPicture(undefined);
  const [overlay, setOverlay] = useState();
  const roomId = route.name === 'rooms' ? route.path[0] : undefined;
  const isHome = route.name === 'home';
  useEffect(() => {
    // What is typed right after the shortcut must find the field.
    Promise.all([Switcher.load(loadStyles), loadNext()]).catch(() => {});
    import('./ui/layers.js').then(module => module.useHistory()).catch(() => {});
    // Among them are the fonts of other scripts.
    loadStyles('later').catch(() => {});
  }, []);
  const closeAll = () => {
    closePicture();
    setOverlay(undefined);
  };
  // What is over a page belongs to it. At once, or it would also close what a key opens before the next frame.
  useLayoutEffect(() => closeAll, [route]);
  useKeys({ roomId, setOverlay });
  useTitle(roomId);
  useNotifications();
  return html`<div class=${classes({ shell: true, 'show-list': isHome })}>
    <a class="skip" href="#main" onClick=${skip}>${s.skipToMessages}</a>
    <${SiteNotice} />
    <${Sidebar} route=${route} onSwitch=${() => setOverlay('switcher')} onKeys=${() => setOverlay('keys')} />
    <div class="content">
      <${ConnectionBar} />
      <${Main} route=${route} key=${roomId ?? route.name} />
    </div>
    ${overlay === 'switcher' && html`<${Switcher} onClose=${() => setOverlay(undefined)} />`}
    ${overlay === 'keys' && html`<${Keys} onClose=${() => setOverlay(undefined)} />`}
    ${picture && html`<${Lightbox} file=${picture} onClose=${closePicture} />`}
  </div>`;

  function skip(event) {
    event.preventDefault();
    document.querySelector('.composer textarea, main h1, main h2')?.focus();
  }
}

function Main({ route }) {
  switch (route.name) {
    case 'rooms':
      return html`<${RoomView} roomId=${route.path[0]} route=${route} at=${placeIn(route)} />`;
    case 'directory':
      return html`<${Directory} />`;
    case 'people':
      return html`<${People} />`;
    case 'search':
      return html`<${Search} query=${route.query.get('q') ?? ''} />`;
    case 'mentions':
      return html`<${Mentions} />`;
    case 'admin':
      return html`<${Admin} page=${route.path[0]} />`;
    case 'settings':
      return html`<${Settings} page=${route.path[0]} />`;
    default:
      return html`<${Home} />`;
  }
}

/** Returns the `seq` in an address, which may be anything. */
function placeIn({ path: [, seq] }) {
  return /^[1-9]\d{0,14}$/.test(seq) ? Number(seq) : undefined;
}

function useKeys({ roomId, setOverlay }) {
  const { client } = useApp();
  useWindowEvent('keydown', event => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      setOverlay('switcher');
    } else if (event.altKey && event.shiftKey && /^Arrow(Up|Down)$/.test(event.key)) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      loadNext().then(
        module => {
          const next = module.nextUnread(client.state, roomId, step);
          return next && go(roomPath(next));
        },
        () => {},
      );
    } else if (event.key === '?' && !isTyping && !document.querySelector('dialog[open]')) {
      setOverlay('keys');
    }
  });
}

/** Shows the number of unread messages in the title and the icon of the tab. */
function useTitle(roomId) {
  const { client } = useApp();
  const count = useSelected(state => totals(state).attention);
  const room = useSelected(state => state.rooms[roomId]);
  const site = useSite();
  useEffect(() => showCount(count), [count]);
  useEffect(() => () => showCount(0), []);
  useEffect(() => {
    const name = room ? room.name ?? room.peer?.displayName : undefined;
    document.title = `${count > 0 ? `(${count}) ` : ''}${name ? `${name} · ` : ''}${site.name}`;
  }, [client, count, room, site]);
}

function showCount(count) {
  import('./ui/favicon.js').then(module => module.showCount(count)).catch(() => {});
}

/** The code is loaded once the page is there: it is not needed to show it. */
function useNotifications() {
  const { client } = useApp();
  useEffect(() => {
    const show = (roomId, seq) => go(roomPath(roomId, seq));
    let isShown = true;
    let end;
    import('./ui/notifications.js').then(
      module => (end = isShown ? module.announceNews(client, show) : undefined),
      () => {},
    );
    return () => {
      isShown = false;
      end?.();
    };
  }, [client]);
}
