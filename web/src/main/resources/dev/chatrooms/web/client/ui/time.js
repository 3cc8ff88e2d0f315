/** The language of the reader, in which times are written. */
export const locale = globalThis.navigator?.language;
export const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
export const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** Returns the time of day. */
export function timeOf(text) {
  return clock.format(new Date(text));
}

/** Returns the exact date and time. */
export function exactTime(text) {
  return full.format(new Date(text));
}

/** Returns the name of a day, such as “today”. */
export function dayName(text) {
  const date = new Date(text);
  const days = Math.round((startOfDay(date) - startOfDay(new Date())) / 86_400_000);
  if (days === 0 || days === -1) {
    const name = relative.format(days, 'day');
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  }
  return (date.getFullYear() === new Date().getFullYear() ? day : dayOfYear).format(date);
}

export function isSameDay(a, b) {
  return startOfDay(a) === startOfDay(b);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
