import { useEffect, useState } from 'preact/hooks';
import { useApp } from './html.js';

/** The width below which the list of rooms and a room take turns; that of the styles. */
export const PHONE = 760;
/** The width below which a panel covers the messages; that of the styles. */
export const COVERED = 1080;

/** Returns whether the application is not wider than this, and renders again when that changes. */
export function useNarrow(width) {
  const { box } = useApp();
  const isNarrow = () => box.clientWidth <= width;
  const [applies, setApplies] = useState(isNarrow);
  useEffect(() => {
    const resizes = new ResizeObserver(() => setApplies(isNarrow()));
    resizes.observe(box);
    return () => resizes.disconnect();
  }, [width]);
  return applies;
}
