/** The language of the reader, in which times are written. */
export const locale = globalThis.navigator?.language;
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** Returns the time of day. */
export function timeOf(text) {
  return clock.format(new Date(text));
}

/** Returns the exact date and time. */
export function exactTime(text) {
  return full.format(new Date(text));
}

/** Returns the time of day for today, and else the date. */
export function briefTime(text) {
  const date = new Date(text);
  return isSameDay(date, new Date()) ? clock.format(date) : short.format(date);
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

/** Returns a distance such as “5 minutes ago”. */
export function ago(text) {
  const seconds = Math.round((new Date(text) - Date.now()) / 1000);
  for (const [unit, size] of [['day', 86_400], ['hour', 3600], ['minute', 60]]) {
    if (-seconds >= size) {
      return relative.format(Math.round(seconds / size), unit);
    }
  }
  return relative.format(0, 'minute');
}

export function isSameDay(a, b) {
  return startOfDay(a) === startOfDay(b);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
