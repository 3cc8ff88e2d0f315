/**
 * The texts of the page. Parts that are loaded later have theirs in a `strings.js` beside them, so that a translation
 * replaces these tables alone.
 */
export const LANGUAGE = 'en';
const number = new Intl.NumberFormat(LANGUAGE);
const list = new Intl.ListFormat(LANGUAGE);
export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** A notice names no more people than these. */
const MAX_NAMES = 10;

/** Returns a number with a noun; what is counted once has words of its own. */
export const plural = (count, one, many) => (count === 1 ? one : `${number.format(count)} ${many}`);

/** Returns the first names, and how many others there are. */
const someOf = names =>
  names.length > MAX_NAMES
    ? [...names.slice(0, MAX_NAMES), plural(names.length - MAX_NAMES, '1 other', 'others')]
    : names;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

function fileSize(bytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = bytes / 1024 ** power;
  const digits = power > 0 && size < 10 ? 1 : 0;
  return `${size.toLocaleString(LANGUAGE, { maximumFractionDigits: digits })} ${UNITS[power]}`;
}

export const s = {
  appName: 'Chatrooms',
  loading: 'Loading',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  save: 'Save',
  saved: 'Saved',
  copy: 'Copy',
  copied: 'Copied',
  delete: 'Delete',
  remove: 'Remove',
  retry: 'Try again',
  retryNow: 'Try now',
  undo: 'Undo',
  open: 'Open',
  add: 'Add',
  name: 'Name',
  optional: 'Optional',
  loadMore: 'Load more',
  nothingFound: 'Nothing found',
  found: 'Results',
  skipToMessages: 'Skip to the messages',

  signOut: 'Sign out',
  username: 'Username',
  usernameHint: '3 to 32 characters: letters a–z, digits and . _ -',
  displayName: 'Display name',
  email: 'E-mail',
  password: 'Password',
  reload: 'Reload',
  partMissing: 'This part of the page could not be loaded.',
  unsentTitle: 'Sign out and lose messages?',
  unsentText: (messages, files) => {
    const lost = [
      messages > 0 && plural(messages, '1 message', 'messages'),
      files > 0 && plural(files, '1 file', 'files'),
    ].filter(Boolean);
    const verb = messages + files === 1 ? 'has' : 'have';
    return `${lost.join(' and ')} ${verb} not been sent. Signing out discards them.`;
  },

  serverUnreachable: 'The server cannot be reached. Trying again…',
  reconnecting: 'Reconnecting…',
  noConnection: 'No connection.',
  reconnectingIn: seconds => `Next attempt in ${seconds} s.`,
  tooManyTabs: 'You have too many connections open. Close another tab first.',
  connectionRefused: 'The server has refused the connection. Reload the page.',

  rooms: 'Rooms',
  favourites: 'Favourites',
  directMessages: 'Direct messages',
  people: 'People',
  search: 'Search',
  mentions: 'Mentions',
  settings: 'Settings',
  jumpTo: 'Jump to…',
  ctrlK: isMac ? '⌘K' : 'Ctrl K',
  noRooms: 'You are in no room yet.',
  hasFailed: 'A message could not be sent',
  unreadCount: count => plural(count, '1 unread', 'unread'),
  findRooms: 'Find rooms',
  createRoom: 'Create room',
  create: 'Create',
  topic: 'Topic',
  kind: 'Who can join',
  kinds: { public: 'Public', private: 'Private', direct: 'Direct' },
  joinRoom: 'Join room',
  readOnly: 'You are reading this room. Join it to write.',
  memberCount: count => plural(count, '1 member', 'members'),
  roomUnavailable: 'This room is not available',
  roomUnavailableText: 'It does not exist, or you are not a member.',
  addFavourite: 'Add to favourites',
  removeFavourite: 'Remove from favourites',
  searchInRoom: 'Search in this room',
  roomDetails: 'Details and members',
  roomDetailsOf: count => `Details and members: ${count}`,
  roomSettings: 'Room settings',
  deleteRoom: 'Delete room',
  deleteRoomText: name => `${name} and all its messages will be deleted for everyone. This cannot be undone.`,
  inviteLinks: 'Invite links',
  revoke: 'Revoke',

  messages: 'Messages',
  newMessages: 'New',
  noMessages: 'No messages yet. Write the first one.',
  roomStart: name => `This is the start of ${name}.`,
  directStart: name => `This is the start of your conversation with ${name}.`,
  jumpToLatest: 'Jump to latest',
  messageTo: name => `Message ${name}`,
  send: 'Send',
  sending: 'Sending',
  notSent: 'Not sent.',
  discard: 'Discard',
  edit: 'Edit',
  edited: '(edited)',
  editingMessage: 'Editing a message',
  reply: 'Reply',
  replyingTo: (name, text) => `Reply to ${name}: ${text}`,
  replies: count => plural(count, '1 reply', 'replies'),
  inThread: 'In a thread',
  thread: 'Thread',
  openThread: 'Reply in thread',
  pin: 'Pin',
  unpin: 'Unpin',
  pinned: 'Pinned',
  pinnedMessages: 'Pinned messages',
  noPins: 'No message is pinned.',
  attachment: 'File',
  messageDeleted: 'Message deleted',
  messageActions: 'Message actions',
  moreActions: 'More actions',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  copyText: 'Copy text',
  showMore: 'Show more',
  copyCode: 'Copy code',
  markUnread: 'Mark as unread',
  readBy: 'Read by…',
  readByNames: names => (names.length === 0 ? 'Not read by anyone else yet' : `Read by ${list.format(someOf(names))}`),
  addReaction: 'Add reaction',
  removeReaction: 'Remove your reaction',
  addSameReaction: 'Add the same reaction',
  reactionLabel: (emoji, count) => `${emoji}, ${plural(count, '1 reaction', 'reactions')}`,
  emoji: 'Emoji',
  searchEmoji: 'Search emoji',
  recent: 'Recent',
  typing: names =>
    names.length > 3
      ? 'Several people are typing…'
      : `${list.format(names)} ${names.length > 1 ? 'are' : 'is'} typing…`,
  completions: 'Completions',
  announced: (name, text) => `${name}: ${text}`,

  attachFiles: 'Attach files',
  attachedFiles: 'Attached files',
  dropFiles: 'Drop the files here',
  fileSize: bytes => fileSize(bytes),
  fileTooLarge: limit => `The file is larger than ${fileSize(limit)}.`,
  filesNotUploaded: 'Not sent yet: some files are not uploaded.',
  tooManyFiles: limit => `A message can have ${limit} files.`,
  uploading: name => `Uploading ${name}`,
  uploaded: (done, all) => `${done} of ${all} files uploaded`,
  cancelUpload: name => `Cancel the upload of ${name}`,
  retryUpload: name => `Upload ${name} again`,
  removeFile: name => `Remove ${name}`,
  downloadFile: name => `Download ${name}`,
  showPicture: name => `Show the picture ${name}`,
  files: 'Files',

  presence: { online: 'Online', away: 'Away', offline: 'Offline' },
  actionsFor: name => `Actions for ${name}`,

  notice: 'Notice',
  closeNotice: 'Close the notice',
  administration: 'Administration',

  keysTitle: 'Keyboard shortcuts',

  fields: {
    username: 'Username',
    password: 'Password',
    displayName: 'Display name',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    name: 'Name',
    topic: 'Topic',
    bio: 'About you',
    newPassword: 'Password',
    text: 'The text',
    q: 'The search',
  },
  errors: {
    bad_credentials: 'The name or the password is wrong.',
    account_disabled: 'This account is disabled.',
    username_taken: 'This username is taken.',
    name_taken: 'A public room has this name already.',
    registration_closed: 'Registration is closed on this server.',
    invalid_code: 'The code is wrong or has expired.',
    email_taken: 'Another account has verified this address.',
    rate_limited: 'Too many attempts. Wait a moment.',
    unavailable: 'The server is busy. Try again in a moment.',
    offline: 'The server cannot be reached.',
    not_a_member: 'Join the room first.',
    banned: 'You or this person is banned from the room.',
    blocked: 'One of you has blocked the other.',
    insufficient_role: 'Your role does not allow this.',
    last_owner: 'The room needs an owner. Make someone else owner first, or delete the room.',
    invite_expired: 'This invite has expired.',
    not_found: 'This is no longer there.',
    deleted: 'This message has been deleted.',
    last_admin: 'The server needs an administrator. Make someone else administrator first.',
    set_by_environment: 'The environment of the server sets this value.',
    image_too_large: 'The picture has too many pixels.',
    unsupported_media_type: 'This is not a picture that can be used.',
    quota_exceeded: 'Your files would take more space than your account has.',
    edit_window_passed: 'It is too late to edit this message.',
    payload_too_large: 'This is too large.',
    cross_site:
      'The server does not accept this address. Open its public URL, or add this address to the allowed origins.',
    internal: 'Something went wrong on the server.',
  },
};
