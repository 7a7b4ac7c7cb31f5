import { complaint, expect, file, open, openCase, test } from './test.js';

test('the whole loop: filed, taken, asked, answered, proposed, rejected, proposed, confirmed, reviewed, rated', async ({ page, context, stack, noise }) => {
  test.setTimeout(90_000);
  await page.goto(`${stack.host.origin}/shop/`);
  const dialog = await open(page);
  await expect(dialog.getByRole('textbox', { name: 'Order number' })).toHaveValue('304-8841207-5520931'); // From the page's JSON-LD.

  const began = performance.now();
  const id = await file(dialog, complaint());
  const took = `typed, filed and receipt shown in ${Math.round(performance.now() - began)} ms`;
  test.info().annotations.push({ type: 'measured', description: took });
  console.log(took);
  await expect(dialog).toContainText('A person contacts you');
  await expect(dialog).toContainText(/in 1[34] min \d+ s/); // Level S: a quarter of an hour.
  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();

  const desk = await context.newPage();
  const step = (name) => desk.getByText(name, { exact: true }).click();
  const say = (label, text) => desk.getByRole('textbox', { name: label }).fill(text);
  const press = (name) => desk.getByRole('button', { name, exact: true }).click();
  const answer = async (action, words) => {
    const part = dialog.getByRole('group').filter({ has: page.getByRole('button', { name: action, exact: true, includeHidden: true }) });
    if ((await part.getAttribute('open')) === null) await part.locator('summary').click();
    await part.getByRole('textbox').fill(words);
    await part.getByRole('button', { name: action, exact: true }).click();
  };

  await openCase(desk, stack, id);
  await press('Take case');
  await expect(dialog).toContainText('Risk · Ana K.'); // Of the team its code is known, words are shown.
  await say('Message', 'I have your file open.');
  await press('Send message');
  await expect(dialog).toContainText('I have your file open.');
  await expect(dialog.getByText('A person contacts you').locator('..')).toContainText('Kept');

  await step('Ask for information');
  await say('What you need', 'The transfer slip');
  await say('Why you need it', 'The name on it decides.');
  await press('Ask the merchant');
  await expect(dialog).toContainText('We are waiting for you');
  await expect(dialog).toContainText('left; waiting for your answer'); // Proposal and closing stand still, and say why.
  await answer('Send message', 'Here it is: 4711.');
  await expect(dialog.getByRole('list').getByText('Here it is: 4711.')).toBeVisible();
  await expect(dialog.getByRole('textbox')).toHaveValue('');
  await expect(desk.getByText('Here it is: 4711.')).toBeVisible();

  const propose = async (text) => {
    await desk.reload();
    await step('Resolution');
    await say('What you propose, and why', text);
    await say('Points answered', 'The frozen payout');
    await press('Propose resolution');
    await expect(dialog).toContainText(text);
  };
  await propose('Half of it is released.');
  await expect(dialog).toContainText('The proposal: your complaint is upheld');
  await answer('Not solved', 'Half is not all.');
  await expect(dialog).toContainText('You said that it is not solved.');
  await propose('All of it is released.');
  await dialog.getByRole('button', { name: 'It is solved' }).click();
  await expect(dialog).toContainText('You said that it is solved.');

  await desk.goto(`${stack.platform}/desk`);
  await desk.getByRole('combobox', { name: 'You are' }).selectOption('chloe');
  await press('Switch');
  await openCase(desk, stack, id);
  await press('Pass review');
  await expect(dialog).toContainText('A second person has reviewed the case');
  await expect(dialog).toContainText('This complaint is closed: your complaint is upheld.');
  await dialog.getByRole('combobox', { name: 'Is it solved for you?' }).selectOption('Yes');
  await answer('Tell us how it went', 'Quick and clear.');
  await expect(dialog).toContainText('You told us how it went.');
  await expect(dialog.getByRole('button', { name: 'Tell us how it went' })).toBeHidden(); // Once.
  await expect(desk.getByText('Quick and clear.')).toBeVisible();
  expect(noise).toEqual([]);
});

test('the button beside an order files about that order', async ({ page, stack }) => {
  await page.goto(`${stack.host.origin}/shop/orders.html`);
  await page.getByRole('listitem').filter({ hasText: 'Table radio' }).getByRole('button', { name: 'Report a problem' }).click();
  await expect(page.getByRole('textbox', { name: 'Order number' })).toHaveValue('304-7719250-1186402');
  await expect(page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('€185.00');
});
