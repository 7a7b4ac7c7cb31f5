// The README's picture: `REDRESS_PICTURE=1 npx playwright test -c tests/browser/playwright.config.js picture`.
import { fileURLToPath } from 'node:url';
import { full, open, test } from './test.js';

test.skip(!process.env.REDRESS_PICTURE, 'www/widget.png is only taken when asked for');

test('the form on the shop’s page', async ({ page, stack }) => {
  await page.setViewportSize({ width: 1180, height: 760 });
  await page.goto(`${stack.host.origin}/shop/`, { waitUntil: 'networkidle' });
  const dialog = await open(page);
  await full(dialog);
  await dialog.getByRole('textbox', { name: 'What happened?' }).fill('My payout of 1.250,00 EUR has been frozen since 17 November, although the parcel was delivered. Nobody answers.');
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill('mara@shop.example');
  await page.screenshot({ path: fileURLToPath(new URL('../../www/widget.png', import.meta.url)), caret: 'hide' });
});
