// Runs the engine as a page does: the folder it is in; texts and setting come as JSON, each answer goes as a line of JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
// Not by its path: nothing beside it says that it is a module.
const engine = await import(`data:text/javascript;base64,${readFileSync(join(folder, 'engine.js'), 'base64')}`);
await engine.default({ module_or_path: readFileSync(join(folder, 'engine.wasm')) });
const [texts, setting] = JSON.parse(readFileSync(0, 'utf8'));
writeFileSync(1, texts.map((text) => `${JSON.stringify(engine.read(text, setting))}\n`).join(''));
