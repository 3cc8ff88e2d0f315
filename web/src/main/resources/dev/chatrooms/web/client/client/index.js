/**
 * The client of Chatrooms without a user interface: `import { ChatClient } from '…/client.js'`. It has no
 * dependencies, and runs in browsers and in Node.
 */
export { ChatClient } from './client.js';
export { Connection } from './connection.js';
export { ApiError, Http } from './http.js';
export { reduce } from './reducer.js';
export { EMPTY } from './state.js';
export { upload } from './upload.js';
