// The README's picture, from the real parts: `REDRESS_PICTURE=1 npx playwright test -c tests/browser/playwright.config.js picture`.
import { fileURLToPath } from 'node:url';
import { file, full, open, openCase, test } from './test.js';

test.skip(!process.env.REDRESS_PICTURE, 'www/widget.png is only taken when asked for');
test.use({ deviceScaleFactor: 0.85 }); // What a README has room for.

test('written, recorded, followed', async ({ page, context, browser, stack }) => {
  const shots = [];
  const shoot = async (caption, dialog) => shots.push({ caption, png: (await dialog.screenshot({ caret: 'hide' })).toString('base64') });
  const text = 'My payout of 1.250,00 EUR has been frozen since 17 November. Nobody answers.';
  const contact = 'mara@shop.example';

  await page.setViewportSize({ width: 1180, height: 1300 });
  await page.goto(`${stack.host.origin}/shop/`);
  const dialog = await open(page);
  await full(dialog);
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill(contact);
  await dialog.getByRole('textbox', { name: 'What happened?' }).fill(text);
  await dialog.getByText('A person answers by').waitFor();
  await shoot('1 Write', dialog);

  const id = await file(dialog, { text, contact });
  const desk = await context.newPage();
  await openCase(desk, stack, id);
  await dialog.getByText('Delivered').waitFor();
  await shoot('2 Receipt', dialog);

  const message = 'Please send me the transfer slip, and I can lift the hold today.';
  await desk.getByRole('button', { name: 'Take case' }).click();
  await desk.getByRole('textbox', { name: 'Message' }).fill(message);
  await desk.getByRole('button', { name: 'Send message' }).click();
  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
  await dialog.getByText(message).waitFor();
  await shoot('3 Follow', dialog);

  const figures = shots.map(({ caption, png }) => `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${png}"></figure>`);
  const sheet = await browser.newPage(); // Pixel by pixel, unlike ours.
  await sheet.setContent(`<!doctype html><style>
    body { display: flex; gap: 24px; width: max-content; margin: 0; padding: 24px; background: #dfe5ea; font: 600 14px system-ui; color: #43505d }
    figure { margin: 0 } figcaption { margin-bottom: 8px } img { display: block; border-radius: 16px }
  </style>${figures.join('')}`);
  await sheet.locator('body').screenshot({ path: fileURLToPath(new URL('../../www/widget.png', import.meta.url)) });
});
