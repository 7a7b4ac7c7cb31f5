// Reading along: what the merchant writes becomes chips, a reason and a level, in the page alone.
import AxeBuilder from '@axe-core/playwright';
import { expect, file, hostPage, open, openCase, test } from './test.js';

const CONTACT = 'mara@shop.example';
const ORDER = '304-8841207-5520931';
const PARCEL = '00340434161094042557';
const TEXT = `My payout of 12.500,00 EUR for order ${ORDER} has been frozen since 17 November 2026, parcel DHL ${PARCEL} was delivered. Nobody answers.`;
const GERMAN = 'Meine Auszahlung über 12.500,00 € zur Bestellung 104277 ist seit dem 17. November 2026 eingefroren, niemand antwortet.';

/** A page that knows nothing of an order. */
const bare = async (stack, options) =>
  (await hostPage(stack, options)).replace(/<script type="application\/ld\+json">.*?<\/script>/s, '');

/** Opens the form on a page that knows nothing, with the engine there. */
async function ready(page, stack, options) {
  const engine = page.waitForResponse('**/engine.wasm');
  const site = page.waitForResponse('**/v1/sites/demo');
  await page.goto(stack.host.set('/bare', await bare(stack, options)));
  await page.getByRole('button', { name: /Complaint\?|Beschwerde\?/ }).click();
  await Promise.all([engine, site]);
  return page.getByRole('dialog');
}

const box = (dialog) => dialog.getByRole('textbox', { name: /What happened\?|Was ist passiert\?/ });
const order = (dialog) => dialog.getByRole('textbox', { name: /Order number|Bestellnummer/ });
const chip = (dialog, name) => dialog.getByRole('textbox', { name, exact: true });
const button = (dialog, name) => dialog.getByRole('button', { name, exact: true });

/** Files; resolves to what was sent and to the receipt. */
async function send(page, dialog) {
  const answer = page.waitForResponse('**/v1/complaints');
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill(CONTACT);
  await dialog.getByRole('button', { name: 'File complaint' }).click();
  await expect(dialog.getByRole('heading', { name: 'Recorded' })).toBeVisible();
  return { draft: (await answer).request().postDataJSON().draft, receipt: await (await answer).json() };
}

test('a text gives chips, fills order and amount, and says how urgent and why', async ({ page, context, stack, noise }) => {
  const sent = [];
  const dialog = await ready(page, stack);
  page.on('request', (request) => sent.push(request.url()));
  await box(dialog).fill(TEXT);
  await expect(chip(dialog, 'Amount')).toHaveValue('€12,500.00');
  await expect(chip(dialog, 'Amount')).toHaveAccessibleDescription(/from your text/);
  await expect(chip(dialog, 'Order')).toHaveValue(ORDER);
  await expect(chip(dialog, 'Parcel')).toHaveValue(PARCEL);
  await expect(chip(dialog, 'Parcel')).toHaveAccessibleDescription('DHL from your text, checked');
  await expect(chip(dialog, 'Date')).toHaveValue('17 Nov 2026');
  await expect(order(dialog)).toHaveValue(ORDER);
  await expect(dialog.getByText(/A person answers by \d\d:\d\d/)).toBeVisible();
  await expect(dialog.getByText(/Level S, critical, because ./)).toBeVisible();
  expect(sent).toEqual([]); // No keystroke leaves the browser.

  const { draft, receipt } = await send(page, dialog);
  expect(draft.order).toEqual({ value: ORDER, from: 'text' });
  expect(draft.amount).toEqual({ value: { value: '12500', currency: 'EUR' }, from: 'text' });
  expect(receipt.level).toBe('S');
  const desk = await context.newPage();
  await openCase(desk, stack, receipt.id);
  await expect(desk.getByRole('heading', { name: /Level S/ })).toBeVisible();
  await expect(desk.locator('body')).toContainText('read from the text');
  expect(noise).toEqual([]);
});

test('the page’s order and sum beat those of the text, which are offered', async ({ page, stack }) => {
  await page.goto(stack.host.set('/known', await hostPage(stack)));
  const dialog = await open(page);
  await box(dialog).fill('You mixed it up: order A-1042 for 80 EUR never came to me, it is lost.');
  await expect(button(dialog, 'Use this Amount €80.00')).toBeVisible();
  await expect(order(dialog)).toHaveValue(ORDER);
  await button(dialog, 'Use this Order A-1042').click();
  await expect(order(dialog)).toHaveValue('A-1042');
  await button(dialog, 'Use this Amount €80.00').click();
  await expect(button(dialog, 'Use this Amount €1,250.00')).toBeVisible();
  const { draft } = await send(page, dialog);
  expect(draft.amount).toEqual({ value: { value: '80', currency: 'EUR' }, from: 'text' });
});

test('by keyboard: corrected, removed, put back, and the desk is told', async ({ page, context, stack }) => {
  const { keyboard } = page;
  const dialog = await ready(page, stack);
  await box(dialog).fill(TEXT);
  await expect(chip(dialog, 'Amount')).toHaveValue('€12,500.00');
  await box(dialog).focus();
  await keyboard.press('Tab'); // All of it is marked.
  await expect(chip(dialog, 'Amount')).toBeFocused();
  await keyboard.type('a lot');
  await keyboard.press('Tab');
  await expect(chip(dialog, 'Amount')).toHaveValue('€12,500.00'); // That is no sum.
  await keyboard.press('Shift+Tab');
  await keyboard.type('1.250,50 €');
  await expect(chip(dialog, 'Amount')).toHaveAccessibleDescription('from you');
  await expect(chip(dialog, 'Amount')).toBeFocused();
  await keyboard.press('Tab');
  await expect(chip(dialog, 'Amount')).toHaveValue('€1,250.50');
  await expect(button(dialog, 'Remove Amount €1,250.50')).toBeFocused();

  const parcel = chip(dialog, 'Parcel');
  const remove = button(dialog, `Remove Parcel ${PARCEL}`);
  const putBack = button(dialog, `Put back Parcel ${PARCEL}`);
  await remove.focus();
  await keyboard.press('Enter');
  await expect(putBack).toBeFocused();
  await expect(parcel).toHaveAccessibleDescription('removed');
  await keyboard.press('Space');
  await expect(remove).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Delete');
  await expect(parcel).toHaveAccessibleDescription('removed');
  await expect(parcel).toBeFocused();
  await box(dialog).press('End');
  await keyboard.type(' Please help.');
  await expect(putBack).toBeVisible(); // As long as the text gives it.

  const { draft, receipt } = await send(page, dialog);
  expect(draft.corrections).toEqual([
    { kind: 'amount', read: '12500 EUR', became: '1250.50 EUR' },
    { kind: 'parcel', read: PARCEL },
  ]);
  expect(draft.amount).toEqual({ value: { value: '1250.50', currency: 'EUR' }, from: 'typed' });
  const desk = await context.newPage();
  await openCase(desk, stack, receipt.id);
  await expect(desk.getByText(`Parcel: read as ${PARCEL}, does not belong here`)).toBeVisible();
});

test('a lower level needs words, and is then the receipt’s', async ({ page, context, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill(TEXT);
  await dialog.getByText('Not right?').click();
  await dialog.getByRole('combobox', { name: 'What is it about?' }).selectOption('Account suspended');
  await expect(dialog.getByText(/the reason you chose/)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'How urgent is it?' }).selectOption('B, normal');
  await expect(dialog.getByText(/Level B, normal, because you asked for it/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill(CONTACT);
  await dialog.getByRole('button', { name: 'File complaint' }).click();
  await expect(dialog.getByText('Please say in a few words why.')).toBeVisible();
  const why = dialog.getByRole('textbox', { name: 'Why this level?' });
  await expect(why).toBeFocused();
  const words = 'It is money that I do not need this month.';
  await why.fill(words);
  const { receipt } = await send(page, dialog);
  expect([receipt.level, receipt.triage.reason]).toEqual(['B', 'account_suspended']);
  const desk = await context.newPage();
  await openCase(desk, stack, receipt.id);
  await expect(desk.getByText(words)).toBeVisible();
  await expect(desk.getByText(/The text was read as .*, level/)).toBeVisible();
});

test('a higher level is asked for, and the desk hears why', async ({ page, context, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill('How do I change the address where parcels are picked up?');
  await dialog.getByText('Not right?').click();
  await dialog.getByRole('combobox', { name: 'How urgent is it?' }).selectOption('A, high');
  await expect(dialog.getByText('A person will decide about the level you ask for.')).toBeVisible();
  const words = 'The courier comes in an hour.';
  await dialog.getByRole('textbox', { name: 'Why this level?' }).fill(words);
  const { receipt } = await send(page, dialog);
  expect(receipt.level).toBe('C');
  const desk = await context.newPage();
  await openCase(desk, stack, receipt.id);
  await expect(desk.locator('#timeline').getByText(words)).toBeVisible();
});

test('a card number is told of, and never sent', async ({ page, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill('They froze my account after I paid with 4111 1111 1111 1111, please help me now.');
  await expect(dialog.getByRole('status').filter({ hasText: '**** **** **** 1111' })).toBeVisible();
  const { draft } = await send(page, dialog);
  expect(draft.text).toContain('with **** **** **** 1111, please');
});

test('a draft comes back with what was corrected', async ({ page, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill(TEXT);
  await button(dialog, 'Remove Date 17 Nov 2026').click();
  await dialog.getByText('Not right?').click();
  await dialog.getByRole('combobox', { name: 'What is it about?' }).selectOption('Payout withheld');
  await page.reload();
  await page.getByRole('button', { name: 'Complaint?' }).click();
  await expect(chip(dialog, 'Amount')).toHaveValue('€12,500.00');
  await expect(button(dialog, 'Put back Date 17 Nov 2026')).toBeVisible();
  await dialog.getByText('Not right?').click();
  await expect(dialog.getByRole('combobox', { name: 'What is it about?' })).toHaveValue('payout_withheld');
  await expect(order(dialog)).toHaveValue(ORDER);
});

const SPOILT = [
  ['blocked', (route) => route.abort()],
  ['of another hash', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.of(0)]) });
  }],
];

for (const [what, spoil] of SPOILT) {
  test(`with an engine that is ${what} the form files all the same`, async ({ page, stack }) => {
    await page.route('**/engine.wasm', spoil);
    await page.goto(stack.host.set('/without', await hostPage(stack)));
    const failed = page.waitForEvent(what === 'blocked' ? 'requestfailed' : 'console');
    const dialog = await open(page);
    await failed;
    await file(dialog, { text: TEXT, contact: CONTACT });
  });
}

test('what is typed before a slow engine comes is kept, and read then', async ({ page, stack }) => {
  let release;
  const held = new Promise((done) => (release = done));
  await page.route('**/engine.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(stack.host.set('/slow', await bare(stack)));
  const dialog = await open(page);
  await expect(dialog.getByText('Order number')).toBeVisible();
  await box(dialog).pressSequentially('Order A-1042 never came. ');
  release();
  await expect(order(dialog)).toHaveValue('A-1042');
  await page.keyboard.type('Help!');
  await expect(box(dialog)).toHaveValue('Order A-1042 never came. Help!');
});

test('a German text on an English page, and a German page', async ({ page, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill(GERMAN);
  await expect(chip(dialog, 'Amount')).toHaveValue('€12,500.00');
  await expect(dialog.getByText(/Level S, critical, because/)).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  const german = await ready(page, stack, { lang: 'de' });
  await box(german).fill(GERMAN);
  await expect(german.getByText(/Stufe S, kritisch; Grund: ./)).toBeVisible();
  await expect(chip(german, 'Betrag')).toHaveAccessibleDescription(/aus Ihrem Text/);
});

test('each language is judged by its own vocabulary, which comes when it is first written', async ({ page, stack }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(...(/vocabulary\/(.*)\.txt/.exec(request.url())?.slice(1) ?? [])));
  let release;
  const held = new Promise((done) => (release = done));
  await page.route('**/vocabulary/de.txt', async (route) => {
    await held;
    await route.continue();
  });
  const dialog = await ready(page, stack);
  const level = dialog.getByText(/Level S, critical, because ./);
  await box(dialog).fill(TEXT);
  await expect(level).toBeVisible();
  await box(dialog).fill(GERMAN);
  await expect(chip(dialog, 'Date')).toHaveValue('17 Nov 2026'); // What needs no words does not wait.
  await expect(chip(dialog, 'Order')).toHaveCount(0);
  await expect(dialog.getByText(/Level/)).toHaveCount(0);
  // Nothing is read meanwhile, for each reading keeps the draft.
  const readings = await page.evaluate(async () => {
    const { setItem } = Storage.prototype;
    let count = 0;
    Storage.prototype.setItem = function (...args) {
      count += 1;
      return setItem.apply(this, args);
    };
    for (let ticks = 0; ticks < 20; ticks++) await new Promise((done) => setTimeout(done, 50));
    Storage.prototype.setItem = setItem;
    return count;
  });
  expect(readings).toBe(0);
  release();
  await expect(level).toBeVisible();
  await expect(order(dialog)).toHaveValue('104277');
  for (const text of [TEXT, GERMAN]) {
    await box(dialog).fill('');
    await expect(level).toHaveCount(0);
    await box(dialog).fill(text);
    await expect(level).toBeVisible();
  }
  expect(fetched).toEqual(['en', 'de']);
});

for (const [what, spoil] of SPOILT) {
  test(`with a vocabulary that is ${what} the text is read and filed, and not judged in the page`, async ({ page, stack }) => {
    await page.route('**/vocabulary/de.txt', spoil);
    const dialog = await ready(page, stack);
    const failed = page.waitForEvent(what === 'blocked' ? 'requestfailed' : 'console');
    await box(dialog).fill(GERMAN);
    await failed;
    await expect(chip(dialog, 'Amount')).toHaveValue('€12,500.00');
    await box(dialog).fill(`${GERMAN} Es sind 40 €.`);
    await expect(dialog.getByRole('textbox', { name: 'Amount' })).toHaveCount(2);
    await expect(dialog.getByText(/Level/)).toHaveCount(0);
    const { receipt } = await send(page, dialog);
    expect(receipt.level).toBe('S'); // The edge knows all languages.
  });
}

test('a vocabulary that could not be had is asked for again when more is written', async ({ page, stack }) => {
  let asked = 0;
  await page.route('**/vocabulary/de.txt', (route) => ((asked += 1) === 1 ? route.abort() : route.continue()));
  const dialog = await ready(page, stack);
  const failed = page.waitForEvent('requestfailed');
  await box(dialog).fill(GERMAN);
  await failed;
  await expect(async () => {
    await box(dialog).pressSequentially('!');
    await expect(dialog.getByText(/Level S, critical, because ./)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await expect(order(dialog)).toHaveValue('104277');
  expect(asked).toBe(2);
});

test('a level that was asked for can be taken back where nothing more is judged', async ({ page, stack }) => {
  await page.route('**/vocabulary/de.txt', (route) => route.abort());
  const dialog = await ready(page, stack);
  await box(dialog).fill(TEXT);
  await dialog.getByText('Not right?').click();
  const level = dialog.getByRole('combobox', { name: 'How urgent is it?' });
  await level.selectOption('B, normal');
  const because = dialog.getByText(/because you asked for it/);
  await expect(because).toBeVisible();
  await box(dialog).fill(GERMAN);
  await expect(because).toHaveCount(0);
  await dialog.getByText('Not right?').click();
  await expect(dialog.getByRole('textbox', { name: 'Why this level?' })).toBeVisible();
  await level.selectOption('');
  const { draft, receipt } = await send(page, dialog);
  expect([draft.level, receipt.level]).toEqual([undefined, 'S']);
});

test('chips and level are within reach of everybody', async ({ page, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill(`${TEXT} I paid 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed 4111 1111 1111 1111, order B-7781.`);
  await button(dialog, 'Remove Date 17 Nov 2026').click();
  await dialog.getByText('Not right?').click();
  await dialog.getByRole('combobox', { name: 'How urgent is it?' }).selectOption('B, normal');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ failureSummary, target }) => `${target}: ${failureSummary}`)])).toEqual([]);
    for (const width of [1280, 375, 320]) {
      await page.setViewportSize({ width, height: 1400 });
      await page.screenshot({ path: test.info().outputPath(`${colorScheme}-${width}.png`) });
      expect(await dialog.locator('form').evaluate((form) => form.scrollWidth - form.clientWidth)).toBe(0);
    }
  }
  const small = await dialog.getByRole('button').evaluateAll((all) => all.filter((button) => {
    const { width, height } = button.getBoundingClientRect();
    return width < 24 || height < 24;
  }).length);
  expect(small).toBe(0);
});

test('typing is never held up', async ({ page, stack }) => {
  const dialog = await ready(page, stack);
  await box(dialog).fill(`${TEXT} `.repeat(60)); // 9 KB.
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
  await box(dialog).press('End');
  for (const word of 'and nobody answers me at all'.split(' ')) {
    await page.keyboard.type(`${word} `);
    await page.waitForTimeout(250); // A pause, in which it is read.
  }
  const tasks = await page.evaluate(() => window.tasks);
  const observed = `while 9 KB were read six times: ${tasks.length} tasks over 50 ms${tasks.map((ms) => `, ${Math.round(ms)} ms`).join('')}`;
  test.info().annotations.push({ type: 'measured', description: observed });
  console.log(observed);
  await expect(box(dialog)).toHaveValue(/nobody answers me at all $/);
});
