/**
 * What has been loaded of a list. The key is that of the query, whose items stay until those of the next are there.
 *
 * @typedef {{key?: string, items?: object[], next?: string, values?: object, error?: Error}} Pages
 */

/** Adds a page. The first page of a query, which has no cursor, replaces what there is. */
export function withPage(pages, key, page, cursor) {
  const { items, next, ...values } = page;
  return { key, items: cursor ? [...pages.items, ...items] : items, next, values };
}

export function withError(pages, key, error) {
  return pages.key === key ? { ...pages, error } : { key, error };
}

/** Returns what is shown for a query: an error and further pages of a former one do not count. */
export function shown(pages, key) {
  return pages.key === key ? { ...pages, isStale: false } : { items: pages.items, isStale: Boolean(pages.items) };
}
