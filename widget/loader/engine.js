// The engine with its vocabularies: that of a language is fetched when something is first written in it, which tells the edge
// that language and no more.
import load, { learn, read as readBy } from './glue.js';

export default load;

/** Milliseconds until what could not be had is asked for again. */
const LATER = 5000;

/** By language, the earliest time at which its vocabulary may be asked for again. */
const next = {};

const fetchFor = async (lang) => {
  const file = `vocabulary/${lang}.txt`;
  next[lang] = Infinity;
  try {
    const reply = await fetch(new URL(file, import.meta.url), { integrity: VOCABULARY[file] });
    learn(lang, await reply.text());
  } catch {
    // The facts that need no words are shown all the same.
    next[lang] = performance.now() + LATER;
  }
};

/** What the engine reads in `text`; `more` is there when it will be able to read more of it, once that is settled. */
export const read = (text, setting) => {
  const reading = readBy(text, setting);
  const due = reading.missing.filter((lang) => !(next[lang] > performance.now()));
  if (due[0]) reading.more = Promise.all(due.map(fetchFor));
  return reading;
};
