import { s } from './strings.js';

/** Returns a sentence for an error: the server's words about the fields, or our own about the code. */
export function messageOf(error) {
  const known = s.errors[error.code];
  if (known) {
    return known;
  }
  const fields = error.errors?.map(each => `${s.fields[each.field] ?? each.field} ${each.message}`);
  return fields?.length ? `${capitalised(fields.join('; '))}.` : capitalised(error.message);
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
