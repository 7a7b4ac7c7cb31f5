// Hosts the edge Worker on workerd, with the store, object and asset simulators that ship in Miniflare.
//
//   node edge/runtime.mjs [--port 8787] [--state DIR] [--site FILE.json]… [--var NAME=VALUE]… [--worker DIR]
//
// --port   0 picks a free one. Loopback only.
// --state  keeps objects and KV on disk; without it they live in a temporary folder, gone at exit.
// --site   writes the file into the KV namespace SITES under its name without `.json` (the site's id).
// --var    sets a Worker variable or secret, over one of the same name in wrangler.jsonc.
// --worker hosts another Worker in the same way: what the edge is measured beside.
//
// Everything else comes from wrangler.jsonc beside this file, so that a deployed Worker and this one have one set of
// bindings. `build/` and `assets/` must be there: `cargo xtask build` makes them.
//
// Prints one line to stdout when it answers: {"ready": "http://127.0.0.1:8787", "pid": 1, "workerd": 2}.
// The Worker's own log goes to stderr. Its cron handler is called every five minutes, and at once for each line on stdin.
// Ends when stdin closes, so that it never outlives the program that started it; a SIGKILL of its process group
// takes workerd along.

import { subscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    state: { type: 'string' },
    site: { type: 'string', multiple: true, default: [] },
    var: { type: 'string', multiple: true, default: [] },
    worker: { type: 'string', default: dirname(fileURLToPath(import.meta.url)) },
  },
});
const variables = Object.fromEntries(flags.var.map((text) => text.split(/=(.*)/s, 2)));

// Wrangler, here only the reader of its own configuration, would start one log file per run in the user's home.
process.env.WRANGLER_LOG_PATH ??= join(tmpdir(), 'redress-wrangler.log');
process.env.WRANGLER_LOG ??= 'warn';
const { Log, LogLevel, Miniflare } = await import('miniflare');
const { unstable_getMiniflareWorkerOptions, unstable_readConfig } = await import('wrangler');

const config = unstable_readConfig({ config: join(flags.worker, 'wrangler.jsonc') });
if (!existsSync(config.main)) throw new Error(`${config.main} is missing: run \`cargo xtask build\` first`);
const { workerOptions, main } = unstable_getMiniflareWorkerOptions(config);

let workerd;
let stopping = false;
subscribe('child_process', ({ process: child }) => {
  child.once('spawn', () => {
    workerd = child.pid;
  });
  child.once('exit', (code, signal) => {
    if (stopping) return;
    console.error(`error: workerd ended by itself (${signal ?? code})`);
    process.exit(1);
  });
});

class StderrLog extends Log {
  log(message) {
    console.error(message);
  }
}

// A Worker that comes first is to come first here as well: the simulator would send every request through two Workers of its
// own before, to route what is a file.
const { assets, ...first } = workerOptions;
const worker = {
  ...first,
  name: config.name,
  bindings: { ...workerOptions.bindings, ...variables },
  serviceBindings: { ...workerOptions.serviceBindings, ...(assets && { [assets.binding]: 'files' }) },
  modules: true,
  scriptPath: main,
  modulesRoot: dirname(main),
  // Miniflare takes an imported `.js` for CommonJS unless told.
  modulesRules: [{ type: 'ESModule', include: ['**/*.js'] }, ...workerOptions.modulesRules],
};
const files = assets && {
  name: 'files',
  modules: true,
  script: 'export default {};',
  compatibilityDate: workerOptions.compatibilityDate,
  assets: { ...assets, routerConfig: { has_user_worker: false } },
};

const host = new Miniflare({
  workers: files ? [worker, files] : [worker],
  host: '127.0.0.1',
  port: Number(flags.port),
  cf: false, // The true value would be fetched from the network.
  defaultPersistRoot: flags.state,
  logRequests: false,
  log: new StderrLog(LogLevel.WARN),
  handleStructuredLogs: ({ level, message }) => console.error(`${level}: ${message}`),
});

const stop = async () => {
  stopping = true;
  await host.dispose();
  process.exit(0);
};
process.stdin.on('end', stop);
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

const ready = (await host.ready).origin;
for (const { binding, migrations_dir: folder } of config.d1_databases) {
  await migrate(await host.getD1Database(binding), join(dirname(config.configPath), folder));
}
for (const file of flags.site) {
  const sites = await host.getKVNamespace('SITES');
  await sites.put(basename(file, '.json'), await readFile(file, 'utf8'));
}
const hosted = await host.getWorker();
const sweep = () => hosted.scheduled({}).catch((error) => console.error(`error: cron: ${error}`));
setInterval(sweep, 5 * 60 * 1000).unref();
createInterface({ input: process.stdin }).on('line', sweep);
console.log(JSON.stringify({ ready, pid: process.pid, workerd }));

// Applies what is missing of the migrations in `folder`, as `wrangler d1 migrations apply` does.
async function migrate(database, folder) {
  await database.exec('CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE)');
  const { results } = await database.prepare('SELECT name FROM d1_migrations').all();
  const applied = new Set(results.map(({ name }) => name));
  for (const name of (await readdir(folder)).sort().filter((name) => !applied.has(name))) {
    const sql = await readFile(join(folder, name), 'utf8');
    const statements = sql.replace(/--.*$/gm, '').split(';').filter((statement) => statement.trim());
    const done = database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name);
    await database.batch([...statements.map((statement) => database.prepare(statement)), done]);
  }
}
