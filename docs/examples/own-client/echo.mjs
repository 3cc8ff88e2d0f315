// Answers each message that mentions the account: `node echo.mjs http://localhost:7070/`, with CHAT_USERNAME and
// CHAT_PASSWORD in the environment. Node has a WebSocket from 22 on; Node 20 needs --experimental-websocket.
import { register } from 'node:module';

register('./remote.mjs', import.meta.url);

const server = process.argv[2];
const { Connection, Http } = await import(new URL('client.js', server));

const { CHAT_USERNAME: username, CHAT_PASSWORD: password } = process.env;
const http = new Http({ base: new URL('api/v1/', server).href, signedOut() {} });
let cursor;
let account;

const connection = new Connection({
  url: () => new URL('api/v1/ws', server).href.replace(/^http/, 'ws'),
  async hello() {
    const body = { username, password };
    const { accessToken } = await http.call('POST', 'auth/login', { body, isOpen: true });
    return { token: accessToken, cursor };
  },
  received(object) {
    if (object.op === 'welcome') {
      ({ account } = object);
    } else if (object.op === 'event' && object.type === 'message.posted') {
      answer(object.data);
    } else if (object.op === 'error') {
      console.error(`${object.code}: ${object.detail}`);
    }
    // The cursor of an ack is none to resume from.
    cursor = object.op === 'ack' ? cursor : (object.cursor ?? cursor);
  },
  changed({ status, code }) {
    console.log(status);
    if (status === 'refused') {
      process.exitCode = 1;
      console.error(`The server has closed the connection with ${code}.`);
    }
  },
  failed: error => console.error(error),
});

/** With a clientId made of the message's id, an event that arrives twice is answered once. */
function answer({ id, roomId, text, sender, mentions }) {
  if (mentions.includes(account.id) && sender.id !== account.id) {
    connection.send({ op: 'send', ref: id, roomId, replyTo: id, text: `You said: ${text}`, clientId: id });
  }
}

connection.start();
