import { expect, type Page, test } from '@playwright/test';
import { ExplainerPage, SENTENCE } from './page';

/** Everything that the page and its workers complain of: errors, unhandled rejections, what the policy blocks. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`uncaught: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

test.use({ serviceWorkers: 'allow' });

const TELL = `
  self.addEventListener('securitypolicyviolation', event =>
    console.error(\`blocked: \${event.violatedDirective} in \${event.sourceFile}\`));
  self.addEventListener('unhandledrejection', event => console.error(\`unhandled: \${event.reason}\`));
`;

test('a visit leaves the console empty, and so does the next one without a network', async ({
  page,
  context,
}) => {
  const complaints = complaintsOf(page);
  // The first code that runs in the page and in each of its workers.
  await page.route('**/assets/body-*.js', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${TELL}\n${await response.text()}` });
  });
  const explainer = new ExplainerPage(page);
  await explainer.open('#v=1&text=so+dull&neuron=L3.ffn.812');
  await page.getByRole('button', { name: 'Corpora' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await explainer.explain(SENTENCE);
  expect(complaints).toEqual([]);

  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open('finegrain-page-1')).keys()).length))
    .toBeGreaterThan(8);
  await page.unrouteAll();
  await context.setOffline(true);
  await page.reload();
  await explainer.finished();
  expect(complaints).toEqual([]);
});
