// The engine with its vocabularies: that of a language is fetched when something is first written in it, which tells the edge
// that language and no more.
import load, { learn, read as readBy } from './glue.js';

export default load;

/** By language: true until it is here or cannot be had. */
const waits = {};

const fetchFor = async (lang) => {
  const file = `vocabulary/${lang}.txt`;
  waits[lang] = true;
  try {
    const reply = await fetch(new URL(file, import.meta.url), { integrity: VOCABULARY[file] });
    learn(lang, await reply.text());
  } catch { /* The facts are shown all the same. */ }
  waits[lang] = false;
};

/** What the engine reads in `text`; `waits` where it will be able to judge as well. */
export const read = (text, setting) => {
  const reading = readBy(text, setting);
  const { lang, triage } = reading;
  if (!triage) {
    if (!(lang in waits)) fetchFor(lang);
    if (waits[lang]) reading.waits = true;
  }
  return reading;
};
