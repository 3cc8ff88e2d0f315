const $ = id => document.getElementById(id);
let client;

$('connect').addEventListener('submit', async event => {
  event.preventDefault();
  client?.close();
  const server = $('server').value;
  const { ChatClient } = await import(new URL('client.js', server));
  client = new ChatClient({ server, token: async () => $('token').value });
  client.subscribe(show);
  await client.resume();
});

$('rooms').addEventListener('change', open);

$('compose').addEventListener('submit', event => {
  event.preventDefault();
  client.send($('rooms').value, { text: $('text').value });
  $('text').value = '';
});

/** Loads the newest messages of the chosen room. From then on, events keep them up to date. */
async function open() {
  if ($('rooms').value) {
    await client.loadWindow($('rooms').value);
  }
}

function show() {
  const { connection, rooms, windows, outbox } = client.state;
  const roomId = $('rooms').value;
  $('status').textContent = connection.reason ?? connection.status;
  if ($('rooms').childElementCount !== Object.keys(rooms).length) {
    const options = Object.values(rooms).map(room => new Option(room.name ?? room.peer.displayName, room.id));
    $('rooms').replaceChildren(...options);
    open();
  }
  const items = windows[roomId]?.items ?? [];
  $('messages').replaceChildren(
    ...items.map(({ sender, text, deletedAt }) => line(`${sender.displayName}: ${deletedAt ? '(deleted)' : text}`)),
    ...outbox.filter(draft => draft.roomId === roomId).map(({ text, status }) => line(`${text} (${status})`)),
  );
}

function line(text) {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}
