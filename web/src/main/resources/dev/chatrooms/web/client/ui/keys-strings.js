import { isMac } from './strings.js';

/** The names of keys and what they do. */
export const KEYS = [
  [[isMac ? '⌘' : 'Ctrl', 'K'], 'Go to a room or a person'],
  [['Alt', 'Shift', '↑ ↓'], 'Go to the next room with unread messages'],
  [['Enter'], 'Send'],
  [['Shift', 'Enter'], 'Start a new line'],
  [['↑'], 'Edit your last message, when the field is empty'],
  [['Esc'], 'Cancel a reply or an edit; close a panel'],
  [['@'], 'Complete a name'],
  [[':'], 'Complete an emoji'],
  [['↑ ↓'], 'Move between messages, when one has the focus'],
  [[isMac ? '⌘' : 'Ctrl', 'Z'], 'Undo a deletion, while its notice is shown'],
  [['?'], 'Show this list'],
];
