/** Asks the shop's own server, which knows the customer, for a token of the chat. */
async function token() {
  const response = await fetch('token', { method: 'POST' });
  if (!response.ok) {
    throw new Error(`The shop answered ${response.status}.`);
  }
  return response.text();
}

for (const room of document.querySelectorAll('chat-room')) {
  room.token = token;
  room.addEventListener('chat-ready', () => (room.dataset.state = 'ready'));
  room.addEventListener('chat-error', ({ detail }) => (room.dataset.state = detail.code));
  room.addEventListener('chat-unread', ({ detail }) => (room.dataset.unread = detail.count));
}
