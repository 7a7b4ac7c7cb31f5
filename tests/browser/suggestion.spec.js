// Self-service: the site's own answers stand beside the button that files.
import { expect, hostPage, open, test } from './test.js';
import { API_TOKEN } from './stack.js';

const QUESTION = 'What is the fee for a sale? I sold a chair and wonder what commission you charge.';

/** How many drafts the answer made needless. */
async function solved(stack, id) {
  const authorization = `Bearer ${API_TOKEN}`;
  const reply = await fetch(new URL('/v1/platform/suggestions?site=demo', stack.edge), { headers: { authorization } });
  return (await reply.json()).solved[id];
}

/** Writes a question that the demo site answers, and opens the answer. */
async function ask(page, stack) {
  await page.goto(stack.host.set('/ask', await hostPage(stack)));
  const dialog = await open(page);
  await dialog.getByRole('textbox', { name: 'What happened?' }).fill(QUESTION);
  await dialog.getByText('What does a sale cost?').click();
  await expect(dialog.getByText('8 % of the price')).toBeVisible();
  return dialog;
}

test('an answer that helps leaves nothing to file, and is counted', async ({ page, stack, noise }) => {
  const dialog = await ask(page, stack);
  await expect(dialog.getByRole('button', { name: 'File complaint' })).toBeVisible();
  const before = await solved(stack, 'what-a-sale-costs');
  const counted = page.waitForResponse('**/suggestions/what-a-sale-costs/solved');
  await dialog.getByRole('button', { name: 'This solved it' }).click();
  await expect(dialog).toBeHidden();
  expect((await counted).status()).toBe(204);
  expect(await solved(stack, 'what-a-sale-costs')).toBe(before + 1);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('commission');
  expect(noise).toEqual([]);
});

test('whoever files anyway does so at once', async ({ page, stack }) => {
  const dialog = await ask(page, stack);
  await dialog.getByRole('button', { name: 'This solved it' }).click();
  await page.getByRole('button', { name: 'Complaint?' }).click();
  await expect(dialog.getByRole('textbox', { name: 'What happened?' })).toHaveValue(QUESTION);
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill('mara@shop.example');
  await dialog.getByRole('button', { name: 'File complaint' }).click();
  await expect(dialog.getByRole('heading', { name: 'Recorded' })).toBeVisible();
});

test('whoever is in distress is not sent to read', async ({ page, stack }) => {
  const dialog = await ask(page, stack);
  const box = dialog.getByRole('textbox', { name: 'What happened?' });
  await box.fill('You froze my balance of 12,000 EUR without a word, and I cannot withdraw a cent of it.');
  await expect(dialog.getByText(/Level S/)).toBeVisible();
  await expect(dialog.getByText('What does a sale cost?')).toBeHidden();
});
