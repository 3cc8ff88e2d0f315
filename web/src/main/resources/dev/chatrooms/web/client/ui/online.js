/** Calls an action the next time the connection is back, and returns a function that gives it up. */
export function whenBack(client, action) {
  let wasOnline = isOnline(client);
  const end = client.subscribe(() => {
    const isBack = !wasOnline && isOnline(client);
    wasOnline = isOnline(client);
    if (isBack) {
      end();
      action();
    }
  });
  return end;
}

export function isOnline(client) {
  return client.state.connection.status === 'online';
}
