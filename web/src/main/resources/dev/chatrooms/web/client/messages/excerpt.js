const MAX_LINES = 40;
const MAX_LENGTH = 3000;

/** Returns the start of a text that would fill several screens, and any other text as it is. */
export function excerpt(text) {
  const lines = text.split('\n', MAX_LINES + 1);
  if (lines.length <= MAX_LINES && text.length <= MAX_LENGTH) {
    return text;
  }
  const start = lines.slice(0, MAX_LINES / 2).join('\n').slice(0, MAX_LENGTH / 2);
  const isInCode = start.match(/^\s*```/gm)?.length % 2 === 1;
  return `${start.replace(/[\ud800-\udbff]$/, '')}…${isInCode ? '\n```' : ''}`;
}
