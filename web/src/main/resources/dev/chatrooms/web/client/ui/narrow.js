import { useEffect, useState } from 'preact/hooks';

/** The width below which the list of rooms and a room take turns. */
export const PHONE = '(max-width: 760px)';
/** The width below which a panel covers the messages. */
export const COVERED = '(max-width: 1080px)';

/** Returns whether a media query applies, and renders again when that changes. */
export function useMedia(query) {
  const [applies, setApplies] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setApplies(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return applies;
}
