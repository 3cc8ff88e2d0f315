import { clock, isSameDay, locale, relative } from './time.js';

const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** Returns the time of day for today, and else the date. */
export function briefTime(text) {
  const date = new Date(text);
  return isSameDay(date, new Date()) ? clock.format(date) : short.format(date);
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
