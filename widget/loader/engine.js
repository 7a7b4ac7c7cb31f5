// The engine with its vocabularies: that of a language is fetched when something is first written in it, which tells the edge
// that language and no more.
//
// It exchanges texts alone, so that this can stand in place of the glue that wasm-bindgen writes for it: what it does with the
// names that `wasm` has here is what that would do.
let wasm;

/** Starts the engine that comes as the reply `binary`. It asks nothing of the page but, of each name, to be there. */
export const start = async (binary) => {
  const imports = new Proxy({}, { get: () => () => {} });
  const { instance } = await WebAssembly.instantiateStreaming(binary, { a: imports });
  wasm = instance.exports;
};

/** Where the engine takes a text from, which it then frees. */
const give = (text) => {
  const bytes = new TextEncoder().encode(text);
  const at = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  return [at, bytes.length];
};

/** Until what could not be had is asked for again. */
const RETRY_MS = 5000;

/** By language, the earliest time at which its vocabulary may be asked for again. */
const next = {};

const fetchFor = async (lang) => {
  const file = `vocabulary/${lang}.txt`;
  next[lang] = Infinity;
  try {
    const reply = await fetch(new URL(file, import.meta.url), { integrity: VOCABULARY[file] });
    wasm.learn(...give(`${lang}\n${await reply.text()}`));
  } catch {
    // The facts that need no words are shown all the same.
    next[lang] = performance.now() + RETRY_MS;
  }
};

const sum = ({ value, currency }) => `${value} ${currency}`;

const lists = ({ when: { reasons, levels, facts } = {} }) => [reasons, levels, facts].join(';');

/** What is asked, parts in the order of `complaint/src/reading/wire.rs`. */
const ask = (text, { today, lang, reason, level, amount, critical_from = [], suggestions = [], order }) => [
  today, lang, reason, level, amount && sum(amount), critical_from.map(sum), suggestions.map(lists).join('|'), order?.replaceAll('\0', ''), text,
].join('\0');

/** What is answered for that text, parts in the same order as there. */
const hear = (text, answer) => {
  const parts = answer.split('\0');
  let at = 0;
  const next = () => parts[at++];
  const list = (one) => Array.from({ length: next() }, one);
  const fact = () => {
    const kind = next(), start = +next(), end = +next();
    return {
      kind, start, end, text: text.slice(start, end), value: next(),
      ...Object.fromEntries(list(() => [next(), next()])), certainty: next(), ground: next(),
    };
  };
  const triage = () => ({
    reason: next(), target: next(), level: next(), complexity: next(), queue: next(), why: list(next),
    critical_from: list(() => ({ value: next(), currency: next() }))[0],
    judged: list(() => ({ reason: next(), level: next() }))[0],
  });
  return {
    facts: list(fact),
    hidden: list(() => ({ kind: next(), shown: next() })),
    triage: list(triage)[0],
    suggestions: list(() => +next()),
    lang: next(),
    missing: list(next),
    masked: parts.slice(at).join('\0'),
  };
};

/**
 * What the engine reads in `text`: the members of `complaint::reading::Reading`, without `triage` and with some `missing` until
 * the languages written there are learned. `more` is settled once there is more to read, if it was asked for now.
 *
 * `setting` has any of these:
 * - `today`: the day it is written, `"2026-11-22"`; without it "yesterday" stays unread;
 * - `lang`: the language of the site, BCP 47;
 * - `order`: the order that the page is about, whose like are then known anywhere;
 * - `amount`: the sum at stake by the form or the page, `{ value: "1250.00", currency: "EUR" }`;
 * - `reason`: the merchant's own reason, which is then kept; `level`: the one the merchant asks for, which is kept if lower;
 * - `critical_from`: sums as in the site's policy;
 * - `suggestions`: as the site publishes them.
 */
export const read = (text, setting) => {
  const [at, length] = wasm.read(...give(ask(text, setting)));
  const bytes = new Uint8Array(wasm.memory.buffer, at >>> 0, length);
  const reading = hear(text, new TextDecoder().decode(bytes));
  wasm.__wbindgen_free(at, length, 1);
  const due = reading.missing.filter((lang) => !(next[lang] > performance.now()));
  if (due[0]) reading.more = Promise.all(due.map(fetchFor));
  return reading;
};
