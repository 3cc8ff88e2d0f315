import { isSameDay } from '../ui/time.js';

/** Messages of one sender within this time share one heading. */
const GROUP_MS = 5 * 60_000;

/**
 * Returns the rows of a list: messages, the lines between days, and the line before the first unread message.
 *
 * @param {object[]} items
 * @param {number} newFrom the `seq` of the first unread message at the start of the visit
 * @param {string} meId
 */
export function rows(items, newFrom, meId) {
  const result = [];
  let previous;
  for (const message of items) {
    const date = new Date(message.createdAt);
    const isNewDay = !previous || !isSameDay(date, new Date(previous.createdAt));
    if (isNewDay) {
      result.push({ type: 'day', key: `day-${message.seq}`, at: message.createdAt });
    }
    const isNew = newFrom && message.seq >= newFrom && (!previous || previous.seq < newFrom);
    const isOwn = message.sender.id === meId;
    if (isNew && !isOwn) {
      result.push({ type: 'new', key: 'new' });
    }
    const isGrouped =
      !isNewDay &&
      !(isNew && !isOwn) &&
      previous.sender.id === message.sender.id &&
      !message.replyTo &&
      date - new Date(previous.createdAt) < GROUP_MS;
    result.push({ type: 'message', key: message.clientId ?? message.id, message, isGrouped });
    previous = message;
  }
  return result;
}
