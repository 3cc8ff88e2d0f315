/** The texts about files that are loaded when they are needed. */
export const t = {
  pictureOf: (index, count) => `${index} of ${count}`,
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  fileTypes: 'Types of files',
  fileType: { all: 'All', image: 'Pictures', video: 'Videos', audio: 'Audio', other: 'Other' },
  noFiles: 'There are no files here.',
};
