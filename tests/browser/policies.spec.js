// What host pages forbid, and how the widget serves their merchants all the same.
import { complaint, expect, file, full, hostPage, open, test } from './test.js';

const NONCE = 'bm9uY2Ugb2YgdGhlIGhvc3Q';
const SHIELD = "default-src 'none'; base-uri 'none'; img-src data:; style-src 'self'";

for (const [what, script, more] of [
  ['an allow-list', "'self' EDGE", ''],
  ['an allow-list and Trusted Types', "'self' EDGE", "; require-trusted-types-for 'script'; trusted-types 'none'"],
  ['a nonce', `'nonce-${NONCE}'`, ''],
  ['a nonce and strict-dynamic', `'nonce-${NONCE}' 'strict-dynamic'`, ''],
]) {
  const page_ = async (stack, wasm) => {
    const policy = `${SHIELD}; script-src ${script}${wasm}; connect-src EDGE${more}`.replaceAll('EDGE', stack.assets);
    return stack.host.set('/policy', await hostPage(stack, { nonce: NONCE }), { 'content-security-policy': policy });
  };

  test(`${what} without Wasm: the first form files`, async ({ page, stack }) => {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(await page_(stack, ''));
    await file(await open(page), complaint());
    expect(requests.filter((url) => url.endsWith('.wasm'))).toEqual([]);
  });

  test(`${what} with Wasm: the full form files and nothing is violated`, async ({ page, stack, noise }) => {
    await page.goto(await page_(stack, " 'wasm-unsafe-eval'"));
    const dialog = await open(page);
    await full(dialog);
    await file(dialog, complaint());
    expect(noise).toEqual([]);
  });
}

test('a page isolated by COEP', async ({ page, stack, noise }) => {
  const isolated = { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' };
  await page.goto(stack.host.set('/isolated', await hostPage(stack), isolated));
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const dialog = await open(page);
  await full(dialog);
  await file(dialog, complaint());
  expect(noise).toEqual([]);
});

for (const [what, css, parts = ['launcher', 'form']] of [
  ['resets everything', '* { all: unset !important }'],
  ['shouts', '* { font: 700 40px/3 monospace !important; letter-spacing: 1em !important; color: red !important; text-transform: uppercase !important; text-align: end !important; background: yellow !important; visibility: hidden !important; cursor: none !important }'],
  ['turns around', 'html { direction: rtl !important; writing-mode: vertical-rl !important; font-size: 40px !important }', ['form']], // The launcher goes to the other side.
  ['reaches for the parts', 'redress-complaint { display: none !important } button, dialog, input, textarea { padding: 99px !important; border: 9px solid red !important; border-radius: 0 !important }'],
]) {
  test(`CSS of the host that ${what} changes nothing`, async ({ page, stack }) => {
    const look = async (path, css) => {
      stack.host.set('/hostile.css', css);
      await page.goto(stack.host.set(path, await hostPage(stack, { head: '<link rel="stylesheet" href="/hostile.css">' })));
      const launcher = await inside(page, page.getByRole('button', { name: 'Complaint?' }));
      const dialog = await open(page);
      await full(dialog);
      await dialog.getByRole('textbox', { name: 'What happened?' }).fill('My payout has been frozen since Monday.');
      await dialog.getByText('A person answers by').waitFor(); // All that comes behind the form is there.
      await dialog.getByRole('textbox', { name: 'How do we reach you?' }).focus();
      return { launcher, form: await inside(page, dialog) };
    };
    await page.clock.setFixedTime(Date.now()); // Promises name the minute.
    const plain = await look('/plain', '');
    const hostile = await look('/hostile', css);
    for (const part of parts) {
      await test.info().attach(`${part}, plain`, { body: plain[part], contentType: 'image/png' });
      await test.info().attach(`${part}, hostile`, { body: hostile[part], contentType: 'image/png' });
      expect(await difference(page, hostile[part], plain[part]), `the ${part} looks the same`).toBeLessThan(4);
    }
  });
}

/** A picture of an element without its round corners, behind which the page shows. */
async function inside(page, locator) {
  const { x, y, width, height } = await locator.boundingBox();
  const corner = 22;
  const clip = { x: x + corner, y: y + 2, width: width - 2 * corner, height: height - 4 };
  return page.screenshot({ clip, caret: 'hide' });
}

/** The most that any colour of any pixel differs, of 255; round corners are not drawn alike to the last level each time. */
function difference(page, ...pictures) {
  return page.evaluate(async (pictures) => {
    const pixels = async (picture) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, image.width, image.height);
    };
    const [one, other] = await Promise.all(pictures.map(pixels));
    if (one.width !== other.width || one.height !== other.height) return 255;
    return one.data.reduce((most, level, at) => Math.max(most, Math.abs(level - other.data[at])), 0);
  }, pictures.map((picture) => picture.toString('base64')));
}

test('a loader of another hash is refused, and the link inside the tag serves', async ({ page, stack }) => {
  const wrong = `sha256-${Buffer.alloc(32).toString('base64')}`;
  const html = await hostPage(stack, { integrity: wrong });
  const link = `<a href="${stack.edge}/form/">Report a problem</a>`;
  await page.goto(stack.host.set('/tampered', html.replace('<redress-complaint>', `$&${link}`)));
  await expect(page.getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: 'Report a problem' }).click();
  await expect(page.getByRole('button', { name: 'File complaint' })).toBeVisible();
});

test('a full form of another hash is refused, and the first form files', async ({ page, stack }) => {
  await page.route('**/widget.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.of(0)]) });
  });
  await page.goto(stack.host.set('/tampered', await hostPage(stack)));
  const refused = page.waitForEvent('console', (line) => line.type() === 'error' && /integrity/.test(line.text()));
  const dialog = await open(page);
  await refused;
  await file(dialog, complaint());
});

test('where the first form is blocked a link leads to the hosted one', async ({ page, stack }) => {
  await page.route('**/first-form.js', (route) => route.abort());
  await page.goto(stack.host.set('/blocked', await hostPage(stack)));
  await page.getByRole('button', { name: 'Complaint?' }).click();
  await page.getByRole('link', { name: 'Complaint?' }).click();
  await expect(page.getByRole('button', { name: 'File complaint' })).toBeVisible();
});
