/** Lets Node import modules of a server, as browsers do: `register('./remote.mjs', import.meta.url)`. */
const REMOTE = /^https?:/;

export async function resolve(specifier, context, next) {
  const isRemote = REMOTE.test(specifier) || REMOTE.test(context.parentURL ?? '');
  return isRemote
    ? { url: new URL(specifier, context.parentURL).href, shortCircuit: true }
    : next(specifier, context);
}

export async function load(url, context, next) {
  if (!REMOTE.test(url)) {
    return next(url, context);
  }
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return { format: 'module', source: await response.text(), shortCircuit: true };
}
