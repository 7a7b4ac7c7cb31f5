// Following one complaint: every change comes by itself, over a WebSocket, or by asking where there is none.
import { complaint, expect, file, hostPage, open, openCase, test } from './test.js';

/** Follows complaint `id` in a browser of its own, which knows what `context` has stored; resolves to its page. */
async function elsewhere(browser, context, url, id) {
  const other = await browser.newContext({ storageState: await context.storageState() });
  const page = await other.newPage();
  await page.goto(url);
  const dialog = await open(page);
  await dialog.getByRole('button', { name: 'Your complaints' }).click();
  await dialog.getByRole('button', { name: id }).click();
  await expect(dialog.getByRole('heading', { name: 'Your complaint' })).toBeVisible();
  return page;
}

/** Resolves when `page` has been told over a WebSocket how its complaint stands. */
const told = (page) => new Promise((tell) => page.on('websocket', (socket) => socket.once('framereceived', tell)));

/** Writes to the merchant; resolves to when the button was pressed. */
async function write(desk, message) {
  await desk.getByRole('textbox', { name: 'Message' }).fill(message);
  const at = performance.now();
  await desk.getByRole('button', { name: 'Send message' }).click();
  return at;
}

test('two browsers see what the desk does, without asking', async ({ page, context, browser, stack }) => {
  const url = stack.host.set('/two', await hostPage(stack));
  await page.goto(url);
  const dialog = await open(page);
  const first = told(page);
  const id = await file(dialog, complaint());
  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
  await first;
  const other = await elsewhere(browser, context, url, id);
  const desk = await context.newPage();
  await openCase(desk, stack, id);
  await desk.getByRole('button', { name: 'Take case' }).click();
  await expect(other.getByRole('dialog')).toContainText('Handed to');

  const asked = [];
  const pages = [page, other];
  pages.forEach((each) => each.on('request', (request) => request.url().includes(id) && asked.push(request.url())));
  const message = 'I have your file open.';
  const at = await write(desk, message);
  const seen = pages.map((each) => expect(each.getByRole('dialog')).toContainText(message).then(() => Math.round(performance.now() - at)));
  const took = `from the desk's button to both browsers in ${(await Promise.all(seen)).join(' and ')} ms`;
  test.info().annotations.push({ type: 'measured', description: took });
  console.log(took);
  expect(asked).toEqual([]); // It was told, not found.
  await other.context().close();
});

test('where no WebSocket can be had it asks', async ({ page, context, stack }) => {
  await page.routeWebSocket(/\/live\?/, (socket) => socket.close());
  await page.goto(stack.host.set('/asking', await hostPage(stack)));
  const dialog = await open(page);
  const id = await file(dialog, complaint());
  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
  const desk = await context.newPage();
  await openCase(desk, stack, id);
  await desk.getByRole('button', { name: 'Take case' }).click();
  await expect(dialog).toContainText('Handed to');
});

test('an edge that was killed is followed again once it is back', async ({ page, context, stack }) => {
  await page.goto(stack.host.set('/killed', await hostPage(stack)));
  const dialog = await open(page);
  const first = told(page);
  const id = await file(dialog, complaint());
  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
  await first;
  const desk = await context.newPage();
  await openCase(desk, stack, id);

  await stack.killEdge();
  await expect(dialog).toContainText('the desk cannot be reached right now');
  const again = told(page);
  await stack.restartEdge();
  await again;
  await expect(dialog).not.toContainText('the desk cannot be reached right now');
  await desk.getByRole('button', { name: 'Take case' }).click();
  await expect(dialog).toContainText('Handed to');
});

test('a more urgent level is asked for once, kept while it cannot be sent, and granted on the desk', async ({ page, context, stack }) => {
  await page.addInitScript(() => {
    window.news = [];
    for (const name of ['redress:open', 'redress:filed', 'redress:status']) {
      document.addEventListener(name, ({ type, detail }) => window.news.push([type, detail?.id]));
    }
  });
  await page.goto(stack.host.set('/level', await hostPage(stack)));
  const dialog = await open(page);
  const id = await file(dialog, { ...complaint(), text: 'The parcel has not come. It was due on Monday, says the carrier.' });
  await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
  await dialog.getByText('Ask for a more urgent level').first().click();
  await dialog.getByRole('combobox', { name: 'Which level?' }).selectOption('S: critical');
  const words = dialog.getByRole('group').filter({ has: page.getByRole('combobox', { name: 'Which level?' }) }).getByRole('textbox');
  const ask = dialog.getByRole('button', { name: 'Ask for a more urgent level' });
  await ask.click();
  await expect(dialog.getByRole('status')).toHaveText('Please write a few words to go with it.');
  await expect(words).toBeFocused();
  await words.fill('Wages depend on it.');
  await context.setOffline(true);
  await ask.click();
  await expect(dialog.getByRole('status')).toContainText('cannot be reached right now');
  await expect(words).toHaveValue('Wages depend on it.');
  await context.setOffline(false);
  await ask.dblclick();
  await expect(dialog.getByRole('list').getByText('You asked for level S:')).toHaveCount(1);
  await expect(ask).toBeHidden();

  const desk = await context.newPage();
  await openCase(desk, stack, id);
  await desk.getByRole('button', { name: 'Raise to S' }).click();
  await expect(dialog.getByRole('list').getByText('The level is now S:')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Raise to S' })).toBeHidden();
  const news = await page.evaluate(() => window.news);
  expect(news.map(([type]) => type).slice(0, 2)).toEqual(['redress:open', 'redress:filed']);
  expect(news.at(-1)).toEqual(['redress:status', id]);
});
