// The form before the form: here at once, and the only one where the page's policy allows no Wasm.
//
// It asks, files and shows the receipt through the same API and the same stored draft as the full form, which takes over what
// is typed when it arrives: `dialog.redress` tells it what is being sent, or was recorded.
import { first, form, problem } from '../locales/en.json';
import tokens from '../src/ui/tokens.css';
import dialogs from '../src/ui/dialog.css';

const ENGLISH = { first, form, problem };
const FIELDS = [
  ['text', 'textarea', 'what_happened', 'off'],
  ['order', 'input', 'order', 'off'],
  ['contact', 'input', 'contact', 'email'],
];
const RETRY_MS = 5000;

/** Of both forms. */
export const style = tokens + dialogs;

/** What reads along in the full form: the one function of its engine, loaded by `load`. */
export const engine = async (load) => {
  const wasm = fetch(new URL('engine.wasm', import.meta.url), { integrity: ENGINE['engine.wasm'] });
  const [{ start, read }, binary] = await Promise.all([load('engine.js', ENGINE['engine.js']), wasm]);
  await start(binary);
  return read;
};

/** Shows the form in the dialog of `host`; `page` is what the page says of order, amount, currency and merchant. */
export const open = (host, { edge, site, lang, messages }, page) => {
  const root = host.shadowRoot;
  if (root.querySelector('dialog')) return root.querySelector('dialog').showModal();

  const { first, form: words, problem: faults } = messages ?? ENGLISH;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [root.adoptedStyleSheets[0], sheet];

  const known = read(page);
  const stored = recall(site, 'draft') ?? {};
  const draft = { text: page.text, ...known, ...stored, order: stored.order?.from === 'typed' ? stored.order : known.order };
  const input = {};
  const fault = {};

  const current = () => {
    const order = input.order.value.trim();
    return {
      ...known,
      text: input.text.value,
      contact: input.contact.value,
      order: !order ? undefined : order === known.order?.value ? known.order : { value: order, from: 'typed' },
      lang,
    };
  };

  const send = async () => {
    if (!fields.isConnected) return; // The full form has taken over.
    news.textContent = words.filing;
    let reply, bytes, answer;
    try {
      reply = await fetch(`${edge}v1/complaints`, { method: 'POST', body: dialog.redress.pending });
      bytes = await reply.text();
      answer = JSON.parse(bytes);
    } catch { /* As if the desk were busy. */ }
    if (!fields.isConnected) return;
    if (reply?.ok) {
      record(answer, bytes);
    } else if (answer?.problems && reply.status < 500) {
      refuse(answer.problems);
    } else {
      news.textContent = words.kept;
      setTimeout(send, RETRY_MS);
    }
  };

  const file = (event) => {
    event.preventDefault();
    if (dialog.redress.pending) return;
    const { origin, pathname } = location;
    const submission = { submission_id: uuid(), site, claimed_at: Date.now(), page: origin + pathname, draft: current() };
    dialog.redress.pending = JSON.stringify(submission);
    keep(site, 'outbox', dialog.redress.pending);
    send();
  };

  const refuse = (problems) => {
    dialog.redress.pending = keep(site, 'outbox');
    news.textContent = '';
    let wrong;
    for (const name in input) {
      const found = problems.find(({ field }) => field.startsWith(`draft.${name}`));
      const sentence = found && (faults[`${name}.${found.code}`] ?? faults.other).replace('{limit}', found.limit);
      fault[name].textContent = sentence ?? '';
      input[name].ariaInvalid = !!found;
      if (found) wrong ??= input[name];
    }
    if (wrong) wrong.focus();
    else news.textContent = words.refused;
  };

  const record = (receipt, bytes) => {
    dialog.redress = { receipt: bytes };
    keep(site, 'draft');
    keep(site, 'outbox');
    keep(site, 'mine', JSON.stringify([bytes, ...(recall(site, 'mine') ?? [])]));
    const time = (at) => new Date(at).toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'short' });
    const promised = receipt.due.find(({ clock }) => clock === 'contact');
    title.textContent = words.recorded;
    fields.replaceWith(make('main', {}, ...[
      [first.number, receipt.id],
      [first.received_at, time(receipt.received_at)],
      [first.contact_by, time(promised.at)],
    ].map(([label, value]) => make('p', {}, make('small', { textContent: label }), make('br'), make('b', { textContent: value })))));
    title.focus();
    host.dispatchEvent(new CustomEvent('redress:filed', { bubbles: true, composed: true, detail: receipt }));
  };

  const title = make('h2', { id: 'title', tabIndex: -1, textContent: words.title });
  const news = make('p', { role: 'status' });
  const fields = make('form', { noValidate: true, onsubmit: file });
  for (const [name, kind, label, autocomplete] of FIELDS) {
    input[name] = make(kind, { id: name, name, autocomplete, value: draft[name]?.value ?? draft[name] ?? '' });
    input[name].oninput = () => keep(site, 'draft', JSON.stringify(current()));
    fault[name] = make('p', { id: `${name}-problem`, className: 'bad' });
    input[name].setAttribute('aria-describedby', fault[name].id);
    fields.append(make('div', {}, make('label', { htmlFor: name, textContent: words[label] }), input[name], fault[name]));
  }
  fields.append(news, make('button', { textContent: words.file }));

  const close = make('button', { textContent: '✕', ariaLabel: words.close, onclick: () => dialog.close() });
  const dialog = make('dialog', { redress: {} }, make('header', {}, title, close), fields);
  dialog.setAttribute('aria-labelledby', 'title');
  for (const type of ['compositionstart', 'compositionend']) {
    dialog.addEventListener(type, () => { dialog.redress.composing = type === 'compositionstart'; });
  }
  root.append(dialog);
  dialog.showModal();
  input.text.focus();
  host.dispatchEvent(new CustomEvent('redress:open', { bubbles: true, composed: true }));
};

const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

/** What the page knows, each with where it was found. The order beside the button names the right one of several. */
const read = (page) => {
  const orders = [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
    try {
      return ordersIn(JSON.parse(script.textContent));
    } catch {
      return [];
    }
  });
  const order = page.order ? orders.find(({ orderNumber }) => orderNumber === page.order) : orders.length === 1 && orders[0];
  const due = order?.totalPaymentDue;
  const known = {};
  const put = (name, ld, attribute, fits) => {
    const from = ld ? 'json_ld' : 'data_attr';
    const value = ld || attribute;
    if (value && fits(value)) known[name] = { value, from };
  };
  const money = (value, currency) => value && { value: `${value}`, currency };
  put('order', order?.orderNumber, page.order, (value) => value.length <= 80);
  put('amount', money(order?.price ?? due?.price ?? due?.value, order?.priceCurrency ?? due?.priceCurrency ?? due?.currency),
    money(page.amount, page.currency), ({ value, currency }) => /^\d+(\.\d{1,8})?$/.test(value) && /^[A-Z\d]{3,5}$/.test(currency));
  put('merchant', (order?.seller ?? order?.merchant)?.identifier, page.merchant, (value) => value.length <= 120);
  return known;
};

/** Every schema.org Order in a JSON-LD tree. */
const ordersIn = (node) => {
  if (!node || typeof node !== 'object') return [];
  return /\bOrder$/.test(node['@type']) ? [node] : Object.values(node).flatMap(ordersIn);
};

/** A UUID of version 7 (RFC 9562, 5.7). */
const uuid = () => {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => (byte + 256).toString(16).slice(1)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
};

/** Writes `json` under that name, or removes it. A page without storage files all the same. */
const keep = (site, name, json) => {
  try {
    if (json) localStorage.setItem(`redress:${site}:${name}`, json);
    else localStorage.removeItem(`redress:${site}:${name}`);
  } catch { /* Refused by the browser. */ }
};

const recall = (site, name) => {
  try {
    return JSON.parse(localStorage.getItem(`redress:${site}:${name}`));
  } catch {
    return null;
  }
};
