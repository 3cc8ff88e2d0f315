const MAX_FOUND = 60;

let table;

/** Loads the table of all emoji when it is first needed. Without a connection, it is empty until the next time. */
export function load() {
  table ??= import('./table.js').then(grouped, () => {
    table = undefined;
    return [];
  });
  return table;
}

function grouped(module) {
  return module.groups.map(([name, list]) => ({
      name,
      emoji: list.split('|').map(entry => {
        const at = entry.indexOf(' ');
        return { emoji: entry.slice(0, at), name: entry.slice(at + 1) };
      }),
    }));
}

/** Returns the emoji whose name contains a text, in the form of completions. */
export async function find(text) {
  const wanted = text.toLowerCase().replace(/[_+-]/g, ' ');
  const all = (await load()).flatMap(group => group.emoji);
  const found = all.filter(({ name }) => name.includes(wanted));
  const isFirst = ({ name }) => name.startsWith(wanted);
  return [...found.filter(isFirst), ...found.filter(option => !isFirst(option))]
    .slice(0, MAX_FOUND)
    .map(({ emoji, name }) => ({ key: emoji, emoji, text: name, insert: emoji }));
}
