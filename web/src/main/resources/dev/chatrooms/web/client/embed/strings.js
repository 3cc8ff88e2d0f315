/** The texts of embedded rooms, besides those of the views in them. */
export const t = {
  noServer: 'This chat has no valid server.',
  noRoom: 'This chat has no room.',
  notLoaded: 'The chat could not be loaded.',
  tokenFailed: 'The page cannot sign you in at the moment.',
  signedOut: 'You are not signed in.',
  signedOutTitle: 'You are not signed in',
  signedOutText: 'Sign in to read and write here.',
  signIn: 'Sign in',
  play: 'Play',
  playFile: name => `Play ${name}`,
  loadingFile: name => `Loading ${name}`,
  cancelLoading: name => `Cancel the loading of ${name}`,
  cannotPlay: 'This file cannot be played here.',
};
