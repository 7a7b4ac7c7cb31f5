// Redress on a page: it paints the button; all else is fetched when someone is about to use it.
//
// Nothing here may break or move the host page: no cookie, no storage, no request before intent; one element with a shadow
// root, styled by a constructed sheet. Where a part cannot be had, a link to the hosted form appears under the button.
import { by_link, launcher, report } from '../locales/en.json';
import { by_link as by_link_de, launcher as launcher_de, report as report_de } from '../locales/de.json';
import css from './redress.css';

const NAME = 'redress-complaint';
const WORDS = { en: [launcher, report, by_link], de: [launcher_de, report_de, by_link_de] };

// A module script has no currentScript.
const tag = document.currentScript ?? document.querySelector('script[data-site][src*="/redress.js"]');
const at = (path) => new URL(path, tag.src).href;

let host; // The floating element, which also holds the dialog.
let parts; // Promises of the first form and of the full one, once asked for.
let full; // The full form, once it is here.
let context; // What the page said at the last opening.

/** The page's language where it is spoken here, else English. */
const language = () => {
  const asked = (tag.dataset.lang || document.documentElement.lang || navigator.language).slice(0, 2);
  return WORDS[asked] ? asked : 'en';
};

/** The module of that name. `import()` checks no hash; it takes what a checked preload left in the module map. */
const load = async (file) => {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  if (link.relList.supports(link.rel)) {
    link.nonce = tag.nonce;
    link.integrity = MANIFEST[file];
    link.crossOrigin = '';
    link.href = at(file);
    await new Promise((done, failed) => {
      link.onload = done;
      link.onerror = failed;
      document.head.append(link);
    });
  }
  return import(at(file));
};

/** The full form. The smallest module there is shows whether the page's policy allows Wasm: where not, the first form stays. */
const loadFull = async () => {
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const wasm = fetch(at('widget.wasm'), { integrity: MANIFEST['widget.wasm'] });
  const glue = await load('widget.js');
  await glue.default({ module_or_path: wasm });
  full = glue;
  if (host.shadowRoot.querySelector('[open]')) await show(); // It takes over what has been typed.
};

const prepare = () => {
  parts ??= [load('first-form.js'), loadFull()];
  for (const part of parts) part.catch(() => {});
};

const show = async () => {
  const settings = { edge: new URL(tag.src).origin, base: at('.'), site: tag.dataset.site, lang: language() };
  (full ?? (await parts[0])).open(host, settings, context);
};

const open = async (element, page) => {
  context = { ...tag.dataset, ...page };
  prepare();
  try {
    await show();
  } catch {
    element.fail();
  }
};

const api = {
  open: (page) => open(host, page),
  close: () => host.shadowRoot.querySelector('dialog')?.close(),
  push: ([call, ...args]) => api[call](...args),
};

const start = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);

  customElements.define(NAME, class extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const button = document.createElement('button');
      const floats = this === host;
      button.className = floats ? 'floats' : '';
      button.part = 'button';
      button.textContent = this.dataset.label || WORDS[language()][floats ? 0 : 1];
      button.onpointerenter = button.onfocus = prepare;
      button.onclick = () => open(this, this.dataset);
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      root.append(button);
    }

    fail() {
      parts = null; // The next click tries again.
      const link = document.createElement('a');
      link.href = at(`/form/?site=${tag.dataset.site}`);
      link.textContent = WORDS[language()][2];
      if (!this.shadowRoot.querySelector('a')) this.shadowRoot.append(link);
    }
  });

  host = document.createElement(NAME);
  Object.assign(host.dataset, { label: tag.dataset.label ?? '' });
  document.documentElement.append(host); // Not in the body, which Turbo and its like replace.
  const early = window.redress ?? [];
  window.redress = api;
  early.forEach(api.push);
};

if (!tag?.dataset.site) {
  console.error('redress: the script tag needs data-site');
} else if (!customElements.get(NAME)) {
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
}
