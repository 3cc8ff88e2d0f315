import { locale } from '../ui/time.js';

const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });

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
