import { complaint, expect, file, open, openCase, test } from './test.js';

test('filed on the shop’s page, taken on the desk, seen by the merchant', async ({ page, context, stack, noise }) => {
  await page.goto(`${stack.host.origin}/shop/`);
  const dialog = await open(page);
  await expect(dialog.getByRole('textbox', { name: 'Order number' })).toHaveValue('304-8841207-5520931'); // From the page's JSON-LD.

  const began = performance.now();
  const id = await file(dialog, complaint());
  const took = `typed, filed and receipt shown in ${Math.round(performance.now() - began)} ms`;
  test.info().annotations.push({ type: 'measured', description: took });
  console.log(took);
  await expect(dialog).toContainText('A person contacts you');
  await expect(dialog).toContainText(/\d{1,2}:\d\d/);

  const desk = await context.newPage();
  await openCase(desk, stack, id);
  await desk.getByRole('button', { name: 'Take case' }).click();
  const message = 'I have your file open. Please send me the transfer slip.';
  await desk.getByRole('textbox', { name: 'Message' }).fill(message);
  await desk.getByRole('button', { name: 'Send message' }).click();
  await expect(desk.getByText(message)).toBeVisible();

  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
  await expect(dialog).toContainText(message);
  expect(noise).toEqual([]);
});

test('the button beside an order files about that order', async ({ page, stack }) => {
  await page.goto(`${stack.host.origin}/shop/orders.html`);
  await page.getByRole('listitem').filter({ hasText: 'Table radio' }).getByRole('button', { name: 'Report a problem' }).click();
  await expect(page.getByRole('textbox', { name: 'Order number' })).toHaveValue('304-7719250-1186402');
  await expect(page.getByRole('dialog')).toContainText('185.00');
});
