import { plural } from '../ui/strings.js';
import { locale } from '../ui/time.js';

const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });

/** The texts about rooms that are loaded when they are needed. */
export const t = {
  jumpToHint: 'Room or person',
  hello: name => `Hello, ${name}`,
  unread: 'Unread',
  allRead: 'You have read everything.',
  welcomeTitle: 'Welcome',
  welcomeText: 'Find a room to join, make one, or write to someone.',
  findPeople: 'Find people',
  searchRooms: 'Search public rooms',
  noRoomFound: 'No public room has this in its name.',
  noPublicRooms: 'There are no public rooms yet. Create the first one.',
  kindHints: { public: 'Anyone can find, read and join it.', private: 'Only by invitation.' },
  join: 'Join',
  bans: 'Banned people',
  noBans: 'Nobody is banned.',
  liftBan: 'Lift ban',
  inviteText: 'Anyone with the link can join the room.',
  createInvite: 'Create and copy link',
  noInvites: 'There are no open links.',
  inviteState: invite =>
    `${plural(invite.uses, 'used once', 'uses')}${invite.maxUses ? ` of ${invite.maxUses}` : ''} · ` +
    `valid until ${date.format(new Date(invite.expiresAt))}`,
};
