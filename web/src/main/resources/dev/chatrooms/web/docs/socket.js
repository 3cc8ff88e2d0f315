/** The console of the socket protocol: connects, sends what is written, and lists every object in both directions. */
const MAX_ENTRIES = 500;
const $ = id => document.getElementById(id);
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** What the examples refer to; the answers of the server fill it. */
const known = { room: '00000000-0000-7000-8000-000000000000', message: '00000000-0000-7000-8000-000000000000', seq: 1 };

const EXAMPLES = {
  send: () => ({ op: 'send', ref: '1', roomId: known.room, text: 'Hello', clientId: randomId() }),
  edit: () => ({ op: 'edit', ref: '2', messageId: known.message, text: 'Hello again' }),
  delete: () => ({ op: 'delete', ref: '3', messageId: known.message }),
  react: () => ({ op: 'react', ref: '4', messageId: known.message, emoji: '👍', on: true }),
  read: () => ({ op: 'read', roomId: known.room, seq: known.seq }),
  typing: () => ({ op: 'typing', roomId: known.room, on: true }),
  ping: () => ({ op: 'ping', ref: '5' }),
};

let socket = null;

function randomId() {
  return crypto.getRandomValues(new Uint32Array(2)).join('-');
}

function connect() {
  const address = new URL('../api/v1/ws', document.baseURI).href.replace(/^http/, 'ws');
  const opened = new WebSocket(address);
  socket = opened;
  show('connecting', 'Connecting…');
  opened.onopen = () => {
    const token = $('token').value.trim();
    const cursor = $('cursor').value.trim();
    show('online', 'Connected');
    send({ op: 'hello', ...(token && { token }), ...(cursor && { cursor }) });
  };
  opened.onmessage = ({ data }) => data.split('\n').filter(Boolean).forEach(received);
  opened.onclose = ({ code, reason }) => {
    if (socket === opened) {
      socket = null;
      show('', code === 1000 ? 'Closed' : `Closed with ${code}${reason ? `: ${reason}` : ''}`);
    }
  };
}

function send(object) {
  const line = JSON.stringify(object);
  socket.send(line);
  add('out', object.token ? { ...object, token: '…' } : object);
}

function received(line) {
  const object = JSON.parse(line);
  learn(object);
  add('in', object);
}

/** Remembers what the next example may refer to. */
function learn(object) {
  if (object.op === 'welcome' && object.rooms?.length > 0) {
    const [room] = object.rooms;
    Object.assign(known, { room: room.id, seq: room.lastSeq || 1 });
    known.message = room.lastMessage?.id ?? known.message;
  } else if (object.op === 'ack' && object.messageId) {
    Object.assign(known, { message: object.messageId, seq: object.seq ?? known.seq });
  }
  if (['welcome', 'event', 'pong'].includes(object.op) && object.cursor) {
    $('cursor').value = object.cursor;
  }
}

function show(state, text) {
  const isOpen = state !== '';
  $('dot').className = `dot ${state}`;
  $('state').textContent = text;
  $('toggle').textContent = isOpen ? 'Disconnect' : 'Connect';
  $('send').disabled = state !== 'online';
}

function add(direction, object) {
  const log = $('log');
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const entry = element('li', `entry ${direction}`);
  const details = element('details');
  const summary = element('summary');
  const name = [object.op, object.type ?? object.ref ?? object.code].filter(Boolean).join(' ');
  summary.append(
    element('span', 'entry-arrow', direction === 'out' ? '→' : '←'),
    element('span', 'entry-name', name),
    element('code', 'entry-line', JSON.stringify(object)),
    element('time', 'entry-time', time.format(new Date())),
  );
  summary.querySelector('.entry-arrow').title = direction === 'out' ? 'Sent' : 'Received';
  details.append(summary, element('pre', '', JSON.stringify(object, null, 2)));
  entry.append(details);
  log.append(entry);
  while (log.children.length > MAX_ENTRIES) {
    log.firstChild.remove();
  }
  if (isAtEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function element(tag, className = '', text = '') {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

function submit() {
  $('problem').hidden = true;
  let objects;
  try {
    objects = $('frame').value.split('\n').filter(line => line.trim()).map(line => JSON.parse(line));
  } catch (error) {
    $('problem').textContent = `This is not JSON, one object on a line: ${error.message}`;
    $('problem').hidden = false;
    return;
  }
  objects.forEach(send);
}

Object.keys(EXAMPLES).forEach(op => {
  const button = element('button', 'button', op);
  button.type = 'button';
  button.addEventListener('click', () => {
    $('frame').value = JSON.stringify(EXAMPLES[op]());
    $('frame').focus();
  });
  $('examples').append(button);
});
$('connect').addEventListener('submit', event => {
  event.preventDefault();
  if (socket) {
    socket.close(1000);
  } else {
    connect();
  }
});
$('compose').addEventListener('submit', event => {
  event.preventDefault();
  submit();
});
$('frame').addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !$('send').disabled) {
    event.preventDefault();
    submit();
  }
});
$('clear').addEventListener('click', () => $('log').replaceChildren());
$('frame').value = JSON.stringify(EXAMPLES.ping());
