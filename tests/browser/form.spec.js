import { ID, complaint, expect, openCase, test } from './test.js';

test.use({ javaScriptEnabled: false });

for (const [path, words] of [
  ['/form/', { text: 'What happened?', contact: 'How do we reach you?', order: 'Order number', file: 'File complaint' }],
  ['/form/de/', { text: 'Was ist passiert?', contact: 'Wie erreichen wir Sie?', order: 'Bestellnummer', file: 'Beschwerde einreichen' }],
]) {
  const field = (page, name) => page.getByRole('textbox', { name: words[name] });

  test(`${path} files without JavaScript`, async ({ page, stack, browser }) => {
    const { text, contact } = complaint();
    await page.goto(stack.edge + path);
    await field(page, 'text').fill(text);
    await field(page, 'order').fill('304-8841207-5520931');
    await field(page, 'contact').fill(contact);
    await page.getByRole('button', { name: words.file }).click();
    await expect(page.locator('body')).toContainText(ID);
    const id = (await page.locator('body').textContent()).match(ID)[0];

    const desk = await browser.newPage();
    await openCase(desk, stack, id);
    await expect(desk.getByText(text)).toBeVisible();
    await desk.close();
  });

  test(`${path} tells every problem and keeps what was typed`, async ({ page, stack }) => {
    await page.goto(stack.edge + path);
    await field(page, 'text').fill('frozen');
    await field(page, 'order').fill('<b>"A-1042"</b>');
    await field(page, 'contact').fill('mara@');
    await page.getByRole('button', { name: words.file }).click();
    await expect(field(page, 'text')).toHaveValue('frozen');
    await expect(field(page, 'order')).toHaveValue('<b>"A-1042"</b>');
    await expect(field(page, 'contact')).toHaveValue('mara@');
    await expect(field(page, 'text')).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page, 'contact')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('html')).toHaveAttribute('lang', path.includes('/de/') ? 'de' : 'en');

    // And from there on as if nothing had been wrong.
    const { text, contact } = complaint();
    await field(page, 'text').fill(text);
    await field(page, 'contact').fill(contact);
    await page.getByRole('button', { name: words.file }).click();
    await expect(page.locator('body')).toContainText(ID);
  });
}
