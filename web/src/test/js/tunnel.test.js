import assert from 'node:assert/strict';
import { ANN, event, message } from './fixtures.js';
import { clientTest, later } from './setting.js';

const MISSED = 40;

clientTest('after ten minutes in a tunnel nothing is missing and nothing is doubled', async open => {
  const setting = await open().start();
  const page = { items: [message(1), message(2)], hasBefore: false, hasAfter: false, lastSeq: 2 };
  setting.answers['GET rooms/tea/messages'] = () => page;
  await setting.client.loadWindow('tea');
  const posted = Array.from({ length: MISSED }, (_, i) => event('message.posted', message(3 + i)));
  setting.receive(posted[0]);
  setting.client.send('tea', { text: 'on the way when the light went out' });
  const [sent] = setting.socket.sent.filter(object => object.op === 'send');
  await setting.cut();
  setting.client.send('tea', { text: 'written in the tunnel' });
  const waits = [];
  for (let passed = 0; passed < 600_000; passed += waits.at(-1)) {
    setting.socket.onclose?.({ code: 1006, reason: '' });
    waits.push(await setting.reconnected());
  }
  assert.ok(Math.max(...waits) <= 30_000, `${waits}`);
  assert.ok(waits.length < 60, `${waits.length} attempts`);

  const own = message(3 + MISSED, { sender: ANN, clientId: sent.clientId, text: sent.text });
  await setting.welcomed({ resume: 'resumed' });
  assert.equal(setting.socket.sent[0].cursor, posted[0].cursor);
  setting.receive(...posted.slice(1), event('message.posted', own));
  const again = setting.socket.sent.find(object => object.op === 'send');
  assert.equal(again.clientId, sent.clientId);
  setting.receive({ op: 'ack', ref: again.clientId, messageId: own.id, seq: own.seq, duplicate: true });
  const second = setting.socket.sent.findLast(object => object.op === 'send');
  const last = message(4 + MISSED, { sender: ANN, clientId: second.clientId, text: second.text });
  setting.receive(event('message.posted', last));
  setting.receive({ op: 'ack', ref: second.clientId, messageId: last.id, seq: last.seq });
  await later(1000);

  const expected = Array.from({ length: MISSED + 4 }, (_, i) => i + 1);
  assert.deepEqual(setting.state.windows.tea.items.map(item => item.seq), expected);
  assert.equal(last.text, 'written in the tunnel');
  assert.deepEqual(setting.state.outbox, []);
  assert.deepEqual(setting.errors, []);
});

clientTest('a message stays while its event is behind the answer to its repetition', async open => {
  const setting = await open().start();
  const { lastSeq } = setting.state.rooms.tea;
  const items = [message(lastSeq)];
  setting.answers['GET rooms/tea/messages'] = () => ({ items, hasBefore: true, hasAfter: false, lastSeq });
  await setting.client.loadWindow('tea');
  setting.client.send('tea', { text: 'stored, but not answered' });
  const { clientId } = setting.socket.sent.at(-1);
  await setting.cut();
  await setting.reconnected();
  await setting.welcomed({ resume: 'resumed' });

  const own = message(lastSeq + 2, { sender: ANN, clientId });
  setting.receive({ op: 'ack', ref: clientId, messageId: own.id, seq: own.seq, duplicate: true });
  assert.deepEqual(setting.state.outbox.map(item => item.status), ['sent']);
  setting.receive(event('message.posted', message(lastSeq + 1)), event('message.posted', own));
  assert.deepEqual(setting.state.outbox, []);
  assert.equal(setting.state.windows.tea.items.at(-1).id, own.id);
});
