// The Chromium half of `cargo xtask bench read`: the folder with the engine, then the texts; prints a median and a line a text,
// as `complaint/benches/read.rs` does.
import { chromium } from 'playwright';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';

const [assets, ...texts] = process.argv.slice(2);
const types = { js: 'text/javascript', wasm: 'application/wasm', txt: 'text/plain;charset=utf-8' };

const server = createServer(({ url }, response) => {
  const name = decodeURIComponent(url.slice(1));
  const path = /^(engine|vocabulary)\b/.test(name) ? join(assets, name) : texts.find((text) => basename(text) === name);
  const headers = {
    'content-type': types[name.split('.').pop()] ?? 'text/html',
    // Without them the clock ticks in tenths of a millisecond.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  response.writeHead(200, headers).end(path ? readFileSync(path) : '<!doctype html>');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const browser = await chromium.launch({ executablePath: process.env.REDRESS_CHROMIUM });
const page = await browser.newPage();

/** In a page of its own each, so that each has the vocabularies it asks for. */
const measure = async (...names) => {
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return page.evaluate(times, names);
};

const times = async (names) => {
  const engine = await import('/engine.js');
  await engine.start(await fetch('/engine.wasm'));
  const fetched = names.map(async (name) => (await fetch(`/${encodeURIComponent(name)}`)).arrayBuffer());
  const [bytes, prose] = await Promise.all(fetched);
  const cut = (size, from = bytes) => new TextDecoder().decode(from.slice(0, size)).replace(/\ufffd+$/, '');
  // What judges its language is fetched on the first reading.
  const settled = async (text) => {
    for (let reading; (reading = engine.read(text, {})).missing[0];) {
      if (!reading.more) throw new Error(`no vocabulary for ${reading.missing}`);
      await reading.more;
    }
    return text;
  };
  const time = (text) => {
    const start = performance.now();
    engine.read(text, {});
    return performance.now() - start;
  };
  const best = (text) => {
    let [least, spent] = [Infinity, 0];
    for (let runs = 0; runs < 3 || spent < 150; runs++) {
      const took = time(text);
      [least, spent] = [Math.min(least, took), spent + took];
    }
    return least;
  };
  const complaint = await settled(cut(1e4));
  const middle = Array.from({ length: 201 }, () => time(complaint)).sort((one, other) => one - other)[100];
  const times = [];
  for (const text of [...[1e3, 1e4, 1e5, 1e6].map((size) => cut(size)), cut(1e6, prose)]) times.push(best(await settled(text)));
  return { middle, times };
};

const rows = [];
for (const text of texts) rows.push({ text, ...(await measure(basename(text), basename(texts[0]))) });
console.log(rows[0].middle.toFixed(2));
for (const { text, times } of rows) console.log([text, ...times].join('\t'));
await browser.close();
server.close();
