import { ID, complaint, expect, file, full, hostPage, open, openCase, test } from './test.js';

const field = (dialog, name) => dialog.getByRole('textbox', { name });

test('a draft survives a reload', async ({ page, stack }) => {
  const { text, contact } = complaint();
  await page.goto(stack.host.set('/draft', await hostPage(stack)));
  const dialog = await open(page);
  await field(dialog, 'What happened?').fill(text);
  await field(dialog, 'How do we reach you?').fill(contact);

  await page.reload();
  await open(page);
  await expect(field(dialog, 'What happened?')).toHaveValue(text);
  await expect(field(dialog, 'How do we reach you?')).toHaveValue(contact);
});

test('a filed draft does not come back', async ({ page, stack }) => {
  await page.goto(stack.host.set('/filed', await hostPage(stack)));
  await file(await open(page), complaint());
  await page.reload();
  await page.getByRole('button', { name: 'Complaint?' }).click();
  await expect(field(page.getByRole('dialog'), 'What happened?')).toHaveValue('');
});

test('every problem stands at its field, and the first has the focus', async ({ page, stack }) => {
  await page.goto(stack.host.set('/problems', await hostPage(stack)));
  const dialog = await open(page);
  await field(dialog, 'What happened?').fill('frozen');
  await field(dialog, 'How do we reach you?').fill('mara@');
  await dialog.getByRole('button', { name: 'File complaint' }).click();
  await expect(field(dialog, 'What happened?')).toHaveAccessibleDescription(/A few more words/);
  await expect(field(dialog, 'How do we reach you?')).toHaveAccessibleDescription(/ends too early/);
  await expect(field(dialog, 'What happened?')).toBeFocused();
  await file(dialog, complaint());
});

test('the page’s language is spoken', async ({ page, stack, noise }) => {
  await page.goto(stack.host.set('/deutsch', await hostPage(stack, { lang: 'de-AT' })));
  await page.getByRole('button', { name: 'Beschwerde?' }).click();
  const dialog = page.getByRole('dialog');
  const { text, contact } = complaint();
  await field(dialog, 'Was ist passiert?').fill(text);
  await field(dialog, 'Wie erreichen wir Sie?').fill(contact);
  await dialog.getByRole('button', { name: 'Beschwerde einreichen' }).click();
  await expect(dialog).toContainText(ID);
  expect(noise).toEqual([]);
});

test('offline it is kept, and filed once when the line is back', async ({ page, context, stack }) => {
  const { text, contact } = complaint();
  const order = `A-${Date.now()}`;
  await page.goto(stack.host.set('/offline', await hostPage(stack, { order })));
  const dialog = await open(page);
  await full(dialog);
  await context.setOffline(true);
  await field(dialog, 'What happened?').fill(text);
  await field(dialog, 'How do we reach you?').fill(contact);
  await dialog.getByRole('button', { name: /^(File complaint|Keep and file)/ }).click();
  await expect(dialog).toContainText('kept here');

  await context.setOffline(false);
  await expect(dialog.getByRole('heading', { name: 'Recorded' })).toBeVisible({ timeout: 15_000 }); // At its next try.
  const id = (await dialog.textContent()).match(ID)[0];
  const desk = await context.newPage();
  await openCase(desk, stack, id);
  await desk.goto(`${stack.platform}/desk`);
  await expect(desk.getByRole('row').filter({ hasText: order })).toHaveCount(1);
});
