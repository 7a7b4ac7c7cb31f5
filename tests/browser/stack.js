// The real parts on free ports, with state of their own: edge on workerd, platform, and a server for host pages.
import { spawn } from 'node:child_process';
import { createHash, hkdfSync, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const MASTER_KEY = Buffer.from(Array.from({ length: 32 }, (_, n) => n));
export const API_TOKEN = 'browser-test-token';
const PATIENCE = 30_000;
/** Words of a Worker that ran off its rails. */
const UNSOUND = /panicked|unreachable|RuntimeError|Uncaught/;

/** Starts everything; `stop` ends it and fails when the Worker's log tells of a panic. */
export async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'redress-browser-'));
  const [edgePort, platformPort] = await freePorts(2);
  const edge = `http://127.0.0.1:${edgePort}`;
  // Another origin than `edge` itself, whose pages are host pages too.
  const assets = `http://localhost:${edgePort}`;
  const platform = `http://127.0.0.1:${platformPort}`;
  const host = await startHost(assets);

  const site = JSON.parse(await readFile(join(root, 'edge/sites/demo.json'), 'utf8'));
  site.origins = [host.origin, edge, assets];
  site.webhook = `${platform}/webhooks/redress`;
  site.api_tokens = [createHash('sha256').update(API_TOKEN).digest('hex')];
  const settings = join(folder, 'demo.json');
  await writeFile(settings, JSON.stringify(site));

  const secret = Buffer.from(hkdfSync('sha256', MASTER_KEY, '', 'redress/webhook/demo', 32)).toString('base64');
  const startWorker = () => run(process.execPath, [
    join(root, 'edge/runtime.mjs'), '--port', edgePort, '--state', join(folder, 'edge'), '--site', settings,
    '--var', `MASTER_KEY=${MASTER_KEY.toString('hex')}`, '--var', 'DEV=true',
  ]);
  let worker = startWorker();
  const backend = run(process.env.REDRESS_PLATFORM_BIN ?? join(root, 'target/debug/redress-platform'), [], {
    REDRESS_EDGE: edge,
    REDRESS_SITE: 'demo',
    REDRESS_SETTINGS: settings,
    REDRESS_WEBHOOK_SECRET: `whsec_${secret}`,
    REDRESS_API_TOKEN: API_TOKEN,
    REDRESS_DB: join(folder, 'platform.sqlite'),
    REDRESS_LISTEN: `127.0.0.1:${platformPort}`,
  });
  const stop = async () => {
    host.close();
    await Promise.all([worker.stop(), backend.stop()]);
    await rm(folder, { recursive: true, force: true });
    if (UNSOUND.test(worker.log())) throw new Error(`the Worker's log:\n${worker.log()}`);
  };
  const edgeAnswers = () => worker.answers(`${edge}/v1/sites/demo`);
  const killEdge = () => worker.kill();
  /** On the state and the port it had. */
  const restartEdge = () => {
    worker = startWorker();
    return edgeAnswers();
  };
  try {
    await Promise.all([edgeAnswers(), backend.answers(`${platform}/desk`)]);
  } catch (why) {
    await stop();
    throw why;
  }
  return { edge, assets, platform, host, killEdge, restartEdge, stop };
}

/** A program with its log; stops when told to, or with us. */
function run(program, args, env = {}) {
  const child = spawn(program, args.map(String), { env: { ...process.env, ...env }, stdio: 'pipe', detached: true });
  const lines = [];
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? code, (why) => why.message);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  const log = () => lines.join('\n');

  /** Resolves when `url` answers with 200. */
  const answers = async (url) => {
    const deadline = Date.now() + PATIENCE;
    let over;
    ended.then((how) => (over = how));
    while (Date.now() < deadline && over === undefined) {
      const reply = await fetch(url).catch(() => null);
      if (reply?.status === 200) return;
      await new Promise((again) => setTimeout(again, 50));
    }
    throw new Error(`${url} does not answer; ${program} ${over === undefined ? 'runs' : `ended (${over})`}:\n${log()}`);
  };
  /** It and all that it started, at once. */
  const kill = async () => {
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  process.once('exit', () => child.kill('SIGKILL'));
  const stop = async () => {
    child.stdin.end(); // What the edge's runtime waits for.
    child.kill();
    await ended;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch { /* It left nothing behind. */ }
  };
  return { log, answers, kill, stop };
}

/** Serves what a marketplace would: the built demo shop, and whatever pages a test sets, with any headers. */
async function startHost(assets) {
  const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml' };
  const pages = new Map();
  const shop = async (path) => {
    const text = await readFile(join(root, 'edge/assets', path.endsWith('/') ? `${path}index.html` : path), 'utf8');
    return text.replaceAll('http://localhost:8787', assets);
  };
  const server = createServer(async ({ url }, reply) => {
    const { pathname } = new URL(url, 'http://host');
    try {
      const { body, headers } = pages.get(pathname) ?? { body: await shop(pathname), headers: {} };
      const type = TYPES[extname(pathname)] ?? TYPES['.html'];
      reply.writeHead(200, { 'content-type': type, ...headers }).end(body);
    } catch {
      reply.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;

  /** The attributes of the loader's tag, as the build wrote them into the shop's page. */
  const loader = async () => {
    const [, src, integrity] = (await shop('/shop/')).match(/<script async src="(.*?)" integrity="(.*?)"/);
    return { src, integrity };
  };
  /** Sets a page; returns its address. */
  const set = (path, body, headers = {}) => {
    pages.set(path, { body, headers });
    return origin + path;
  };
  return { origin, loader, set, close: () => server.close() };
}

/**
 * Ports nobody listens on, all different; below those that systems hand out, so that nobody gets one while its owner is
 * being restarted.
 */
async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(15_000, 32_000);
    const server = createServer();
    const isFree = await new Promise((tell) => server.once('error', () => tell(false)).listen(port, '127.0.0.1', () => tell(true)));
    server.close();
    if (isFree) ports.add(port);
  }
  return [...ports];
}
