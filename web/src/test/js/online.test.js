import assert from 'node:assert/strict';
import { whenBack } from '../../main/resources/dev/chatrooms/web/client/ui/online.js';
import { clientTest } from './setting.js';

clientTest('an action waits until the connection is back, and is called once', async open => {
  const setting = await open().start();
  let calls = 0;
  whenBack(setting.client, () => calls++);
  whenBack(setting.client, () => assert.fail('given up'))();
  setting.receive({ op: 'pong', cursor: 'c1' });
  await setting.cut();
  assert.equal(calls, 0);
  await setting.welcomed({ resume: 'resumed' });
  assert.equal(calls, 1);
  await setting.cut();
  await setting.welcomed({ resume: 'resumed' });

  assert.equal(calls, 1);
});
