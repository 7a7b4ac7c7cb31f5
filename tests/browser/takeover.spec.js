// How the full form takes over from the first one, whenever it comes.
import { complaint, expect, file, full, open, test } from './test.js';

/** Holds `file` back; the returned function lets it go. */
async function hold(page, file) {
  let release;
  const held = new Promise((done) => (release = done));
  await page.route(`**/${file}`, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test('what is typed stays, and the caret with it', async ({ page, stack }) => {
  const release = await hold(page, 'widget.wasm');
  await page.goto(`${stack.host.origin}/shop/`);
  const dialog = await open(page);
  const what = dialog.getByRole('textbox', { name: 'What happened?' });
  await what.pressSequentially('My payout is ');
  release();
  await full(dialog);
  await page.keyboard.type('frozen.');
  await expect(what).toHaveValue('My payout is frozen.');
});

test('a complaint on its way is filed once, and its receipt shown', async ({ page, stack }) => {
  const [releaseWasm, releaseAnswer] = [await hold(page, 'widget.wasm'), await hold(page, 'v1/complaints')];
  const filed = [];
  page.on('request', (request) => request.method() === 'POST' && filed.push(request.postData()));
  await page.goto(`${stack.host.origin}/shop/`);
  const dialog = await open(page);
  const { text, contact } = complaint();
  await dialog.getByRole('textbox', { name: 'What happened?' }).fill(text);
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill(contact);
  await dialog.getByRole('button', { name: 'File complaint' }).click();
  releaseWasm();
  await expect(dialog.getByRole('button', { name: 'File complaint' })).toBeHidden();
  releaseAnswer();
  await expect(dialog.getByRole('button', { name: 'Follow my complaint' })).toBeVisible();
  expect(new Set(filed).size).toBe(1); // Whoever sends it sends the same bytes.
});

test('a receipt of the first form becomes one that can be followed', async ({ page, stack }) => {
  const release = await hold(page, 'widget.wasm');
  await page.goto(`${stack.host.origin}/shop/`);
  const dialog = await open(page);
  const id = await file(dialog, complaint());
  release();
  await expect(dialog.getByRole('button', { name: 'Follow my complaint' })).toBeVisible();
  await expect(dialog).toContainText(id);
});

test('it takes over even when it comes before the first form', async ({ page, stack }) => {
  const release = await hold(page, 'first-form.js');
  await page.addInitScript(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      setTimeout(() => (document.documentElement.dataset.wasm = 'up')); // After all that follows from it at once.
      return made;
    };
  });
  await page.goto(`${stack.host.origin}/shop/`);
  await page.getByRole('button', { name: 'Complaint?' }).click();
  await page.locator('html[data-wasm=up]').waitFor();
  release();
  await full(page.getByRole('dialog'));
});
