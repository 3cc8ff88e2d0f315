import { s } from '../ui/strings.js';
import { plain } from './markdown.js';

/** Returns a message, or the preview of one, as plain text: its words, or the names of its files. */
export function summary({ text, attachments, deletedAt }) {
  // The preview of a deleted message has no text, that of a message with files only has an empty one.
  if (deletedAt || (text === undefined && !attachments)) {
    return s.messageDeleted;
  }
  return plain(text ?? '') || attachments?.map(file => file.name).join(', ') || s.attachment;
}
