// Redress on a page: it paints the button; all else is fetched when someone is about to use it.
//
// Nothing here may break or move the host page: no cookie, no storage, no request before intent; one element with a shadow
// root, styled by a constructed sheet. Where a part cannot be had, a link to the hosted form takes the button's place.
import { launcher, report } from '../locales/en.json';
import { launcher as launcher_de, report as report_de } from '../locales/de.json';
import css from './redress.css';

const NAME = 'redress-complaint';
const WORDS = { en: [launcher, report], de: [launcher_de, report_de] };

const tag = document.currentScript; // Gone once this file has run; a module has none.
const at = (path) => new URL(path, tag.src).href;

let host; // The floating element, which also holds the dialog.
let parts; // Promises of the first form, of the full one and of their words, once asked for.
let full; // The full form, once it is here.
let context; // What the page said at the last opening.

/** The page's language where it is spoken here, else English. */
const language = () => {
  const asked = (tag.dataset.lang || document.documentElement.lang || navigator.language).slice(0, 2);
  return WORDS[asked] ? asked : 'en';
};

const dialog = () => host.shadowRoot.querySelector('dialog');

const make = (name, props) => Object.assign(document.createElement(name), props);

/** The module in that file. `import()` checks no hash; it takes what a checked preload left in the module map. */
const load = (file, integrity = MANIFEST[file]) => new Promise((onload, onerror) => {
  const props = { rel: 'modulepreload', nonce: tag.nonce, integrity, href: at(file), onload, onerror };
  const link = make('link', props);
  if (link.relList.supports(link.rel)) document.head.append(link);
  else onload();
}).then(() => import(at(file)));

/** The full form. The smallest module there is shows whether the page's policy allows Wasm: where not, the first form stays. */
const loadFull = async () => {
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const wasm = fetch(at('widget.wasm'), { integrity: MANIFEST['widget.wasm'] });
  const [glue, module_or_path] = await Promise.all([load('widget.js'), wasm]);
  await glue.default({ module_or_path });
  full = glue;
  if (dialog()?.open) return show(); // It takes over what has been typed.
};

/** What the forms say. */
const loadWords = async () => (await fetch(at(`locales/${host.lang}.json`))).json();

const prepare = () => {
  parts ??= [load('first-form.js'), loadFull(), loadWords()];
  Promise.allSettled(parts); // A part that fails while nobody waits for it is no error of the page's.
};

const show = async () => {
  const first = await parts[0];
  const form = full ?? first;
  const { lang } = host;
  const settings = { edge: at('/'), site: tag.dataset.site, lang, load, first };
  if (form === full || lang !== 'en') settings.messages = await parts[2]; // The first form speaks English by itself.
  form.open(host, settings, context);
  if (full && form !== full) return show(); // It came while the first form was opening.
};

const open = async (element, page) => {
  context = { ...tag.dataset, ...page };
  prepare();
  try {
    await show();
  } catch {
    parts = null; // Another button tries again.
    const button = element.shadowRoot.firstChild;
    const { part, textContent } = button;
    button.replaceWith(make('a', { part, textContent, href: at(`/form/?site=${tag.dataset.site}`) }));
  }
};

const api = {
  open: (page) => open(host, page),
  close: () => dialog()?.close(),
  push: ([call, ...args]) => api[call](...args),
};

const start = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);

  customElements.define(NAME, class extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const floats = this === host;
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      this.lang = language();
      root.append(make('button', {
        part: floats ? 'launcher' : 'report',
        textContent: (floats ? tag : this).dataset.label || WORDS[this.lang][+!floats],
        onpointerenter: prepare,
        onfocus: prepare,
        onclick: () => open(this, this.dataset),
      }));
    }
  });

  host = make(NAME);
  document.documentElement.append(host); // Not in the body, which Turbo and its like replace.
  const early = window.redress ?? [];
  window.redress = api;
  early.forEach(api.push);
};

if (!tag?.dataset.site) {
  console.error('redress: data-site is missing');
} else if (!customElements.get(NAME)) {
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
}
