import { parse } from './markdown.js';

const TAGS = { paragraph: 'p', quote: 'blockquote', item: 'li', strong: 'strong', em: 'em', del: 'del' };

/** Shows descriptions as elements. Swagger UI's own component inserts HTML, which the policy of the page forbids. */
function plainMarkdown(Original, { React }) {
  const element = (node, key) => {
    if (typeof node === 'string') {
      return node;
    }
    const children = node.children?.map(element);
    switch (node.type) {
      case 'code':
        return React.createElement(node.isBlock ? 'pre' : 'code', { key }, node.text);
      case 'link':
        return React.createElement('a', { key, href: node.href, rel: 'noopener noreferrer' }, children);
      case 'list':
        return React.createElement(node.start === undefined ? 'ul' : 'ol', { key, start: node.start }, children);
      case 'mention':
        return node.text;
      default:
        return React.createElement(TAGS[node.type], { key }, children);
    }
  };
  return ({ source }) =>
    source ? React.createElement('div', { className: 'markdown' }, parse(unwrapped(source)).map(element)) : null;
}

/** Lines of the contract are broken for its readers; those of messages are not. */
function unwrapped(text) {
  return text.trim().replace(/([^\n])\n(?![\n\s]|[-*+] |\d+[.)] )/g, '$1 ');
}

/**
 * Moves the examples of optional parameters into their descriptions. Swagger UI fills in every example when a call is
 * tried, and all filters together find nothing.
 */
function describeExamples(contract) {
  const operations = Object.values(contract.paths).flatMap(Object.values);
  const inline = operations.flatMap(({ parameters }) => parameters ?? []);
  for (const parameter of [...inline, ...Object.values(contract.components.parameters)]) {
    if (!parameter.$ref && !parameter.required && parameter.example !== undefined) {
      parameter.description = `${parameter.description.trim()}\n\nExample: \`${parameter.example}\``;
      delete parameter.example;
    }
  }
  return contract;
}

const isDark = matchMedia('(prefers-color-scheme: dark)');

function applyTheme() {
  const { theme } = document.documentElement.dataset;
  document.documentElement.classList.toggle('dark-mode', theme === 'dark' || (theme !== 'light' && isDark.matches));
}

applyTheme();
isDark.addEventListener('change', applyTheme);
window.SwaggerUIBundle({
  url: 'openapi.yaml',
  dom_id: '#api',
  layout: 'BaseLayout',
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [
    () => ({
      wrapComponents: { Markdown: plainMarkdown },
      statePlugins: {
        spec: { wrapActions: { updateJsonSpec: original => contract => original(describeExamples(contract)) } },
      },
    }),
  ],
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: false,
});
