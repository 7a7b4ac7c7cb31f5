// Runs the engine as a page does: the folder it is in, that of its vocabularies, and an empty one; texts and setting come as
// JSON, each answer goes as a line of JSON.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, vocabularies, own] = process.argv.slice(2);

// A file comes with the hash it was asked for, or not at all.
globalThis.fetch = async ({ pathname }, { integrity }) => {
  const bytes = readFileSync(join(vocabularies, basename(pathname)));
  const hash = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  if (integrity !== hash) throw new TypeError(`${pathname} is not ${integrity}`);
  return new Response(bytes);
};

// By another name: nothing beside it says that it is a module.
copyFileSync(join(folder, 'engine.js'), join(own, 'engine.mjs'));
const engine = await import(pathToFileURL(join(own, 'engine.mjs')));
await engine.start(new Response(readFileSync(join(folder, 'engine.wasm')), { headers: { 'content-type': 'application/wasm' } }));
const [texts, setting] = JSON.parse(readFileSync(0, 'utf8'));

/** The first answer that has nothing more to come. */
const read = async (text) => {
  for (;;) {
    const reading = engine.read(text, setting);
    if (!reading.more) return reading;
    await reading.more;
  }
};

const readings = [];
for (const text of texts) readings.push(`${JSON.stringify(await read(text))}\n`);
writeFileSync(1, readings.join(''));
