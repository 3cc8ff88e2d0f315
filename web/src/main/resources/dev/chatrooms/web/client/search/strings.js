/** The texts of the search, which are loaded when they are needed. */
export const t = {
  publicRoom: 'Public room',
  searchMessages: 'Search messages',
  noMessageFound: 'No message matches. Try fewer words, or other ones.',
  searchHint: 'Narrow it with from:name, in:room, before:2026-12-31 and after:2026-01-01.',
  unknownFilter: filter => `“${filter}” is not a filter that can be used.`,
  noMentions: 'Nobody has mentioned you yet.',
};
