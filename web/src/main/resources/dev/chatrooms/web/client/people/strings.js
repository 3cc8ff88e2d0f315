import { LANGUAGE, plural } from '../ui/strings.js';
import { locale } from '../ui/time.js';

/** A notice names no more people than these. */
const MAX_NAMES = 10;
const list = new Intl.ListFormat(LANGUAGE);

const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });

/** Returns the first names, and how many others there are. */
function someOf(names, count) {
  const first = names.slice(0, MAX_NAMES);
  const others = count - first.length;
  return list.format(others > 0 ? [...first, plural(others, '1 other', 'others')] : first);
}

/** The texts about people, which are loaded when they are needed. */
export const t = {
  aboutRoom: 'About this room',
  aboutPerson: 'About this person',
  mute: 'Mute',
  unmute: 'Unmute',
  leaveRoom: 'Leave room',
  leave: 'Leave',
  leaveText: name => `You will no longer receive messages of ${name}.`,
  searchPeople: 'Search by name',
  readBy: (names, count, isLarge) => {
    const among = isLarge ? ' among the first 1,000 members' : '';
    return count === 0 ? `Not read by anyone else${among} yet` : `Read by ${someOf(names, count)}${among}`;
  },
  findMember: 'Find a member',
  showEarlier: 'Show earlier',
  everyone: 'Everyone',
  contacts: 'Contacts',
  blocked: 'Blocked',
  profile: 'Profile',
  you: '(you)',
  addPeople: 'Add people',
  isMember: 'Member',
  roles: { owner: 'Owner', moderator: 'Moderator', member: 'Member' },
  makeRole: { owner: 'Make owner', moderator: 'Make moderator', member: 'Make member' },
  showProfile: 'Show profile',
  removeFromRoom: 'Remove from room',
  removeText: name => `${name} can join again later.`,
  ban: 'Ban',
  banText: name => `${name} will be removed, and cannot join again.`,
  memberSince: time => `Joined in ${month.format(new Date(time))}`,
  sendMessage: 'Send message',
  messagePerson: name => `Message ${name}`,
  addContact: 'Add to contacts',
  removeContact: 'Remove from contacts',
  block: 'Block',
  unblock: 'Unblock',
};
