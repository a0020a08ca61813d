import { expect, type Page } from '@playwright/test';
import { Experiments } from './experiments-page';
import { test } from './open-page';
import { type ExplainerPage, numberAfter } from './page';

const LOVELY = 'A lovely little story about growing old.';
const DREADFUL = 'A dreadful little story about growing old.';
/** Carries most of the first text's score. */
const NEURON = 'L1.ffn.1184';

const patchLink = `#v=1&try=patch&text=${encodeURIComponent(LOVELY)}&other=${encodeURIComponent(DREADFUL)}`;

test.describe('on one page that stays open', () => {
  let explainer: ExplainerPage;
  let experiments: Experiments;
  let page: Page;

  test.beforeEach(({ explainer: open, experiments: itsExperiments }) => {
    explainer = open;
    experiments = itsExperiments;
    page = open.page;
  });

  test('nothing is chosen at first; a tab opens an experiment and closes it again', async () => {
    await explainer.open('#v=1');
    await expect(experiments.panel.getByRole('tab', { selected: true })).toHaveCount(0);
    await expect(experiments.panel).toContainText('Which few neurons, switched off together');
    await experiments.tab('Dose–response').click();
    await expect(page).toHaveURL(/try=sweep/);
    await expect(experiments.panel).toContainText('Select a neuron in the list above');
    await experiments.tab('Dose–response').click();
    await expect(page).not.toHaveURL(/try=/);
    await experiments.tab('Carry over').click();
    await expect(experiments.panel).toContainText('Write a second text');
    await experiments.button('Close the experiment').click();
    await expect(page).not.toHaveURL(/try=/);
    await expect(experiments.tab('Carry over')).toBeFocused();
  });

  test('a dose–response is drawn, told and saved', async () => {
    await explainer.open(`#v=1&neuron=${NEURON}&try=sweep`);
    await experiments.done();
    await expect(experiments.sentence).toContainText(
      new RegExp(
        `^Switching ${NEURON} off moves the logit of positive from .* 20 random neurons of L1\\.ffn`,
      ),
    );
    const figure = experiments.panel.getByRole('img', { name: /^Switching/ });
    await expect(figure.locator('path.line')).toHaveAttribute('d', /^M/);
    await expect(figure.locator('line.flip')).toHaveCount(1);
    const record = JSON.parse(await experiments.saved('dose-response', 'JSON'));
    expect(record).toMatchObject({ schema: 'finegrain/sweep@1', neurons: [NEURON] });
    expect(record.points).toHaveLength(61);
    const csv = await experiments.saved('dose-response', 'CSV');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(62);
    const svg = await experiments.saved('dose-response', 'SVG');
    expect(svg).toContain(NEURON);
  });

  test('a running experiment is stopped and run again', async () => {
    await explainer.open(`#v=1&neuron=${NEURON}&try=sweep&controls=100&seed=7`);
    await experiments.button('Stop').click();
    const status = experiments.panel.getByRole('status');
    await expect(status).toContainText(/^Stopped/);
    await expect(experiments.panel.getByRole('progressbar')).toHaveCount(0);
    await experiments.button('Run again').click();
    await experiments.done();
    await expect(experiments.sentence).toContainText('100 random neurons of L1.ffn');
  });

  test('a set of neurons is examined once it can be read, and given up for the selected one', async () => {
    await explainer.open(`#v=1&neuron=${NEURON}&try=sweep`);
    const field = experiments.panel.getByRole('textbox', { name: 'Neurons' });
    await field.fill('L9.ffn.3');
    await field.press('Enter');
    await expect(experiments.panel.getByRole('alert')).toContainText('L9.ffn');
    await expect(page).not.toHaveURL(/examined/);
    await field.fill('L1.ffn.{1184,3}; L2.ffn.435');
    await field.press('Enter');
    await expect(page).toHaveURL(/examined=/);
    await experiments.done();
    await expect(experiments.sentence).toContainText('Switching 3 neurons off');
    await experiments.button('Use the selected neuron').click();
    await expect(page).not.toHaveURL(/examined/);
    await experiments.done();
    await expect(experiments.sentence).toContainText(`Switching ${NEURON} off`);
  });

  test('a neuron is held at each value of its corpus range', async () => {
    await explainer.open(`#v=1&neuron=${NEURON}&try=sweep&dose=value&controls=5`);
    await experiments.done();
    await expect(experiments.sentence).toContainText(/^Held at −?\d/);
    await expect(experiments.panel.getByRole('img', { name: /^Held/ })).toContainText('p99.9');
  });

  test('rankings stand in a table, the one that finds what holds the decision first', async () => {
    await explainer.open('#v=1&try=ablation');
    await experiments.done();
    await expect(experiments.sentence).toContainText(/finds best what holds the decision/);
    const rows = experiments.panel.locator('tbody tr');
    await expect(rows).toHaveCount(4 + 1);
    const areas = await rows.evaluateAll(found =>
      found.slice(0, -1).map(row => Number(row.children[1]?.textContent?.replace('−', '-'))),
    );
    expect(areas).toEqual(areas.toSorted((a, b) => a - b));
    await experiments.panel.getByLabel('Averaged over these sentences').fill(`${LOVELY}\n${DREADFUL}`);
    await expect(experiments.sentence).toContainText(/^Over 2 sentences/);
    await experiments.done();
    expect(JSON.parse(await experiments.saved('ablation', 'JSON'))).toHaveLength(2);
  });

  test('attribution is checked, and a dot leads to its neuron', async () => {
    await explainer.open('#v=1&try=check');
    await experiments.done();
    const rho = numberAfter('Spearman’s ρ', await experiments.sentence.textContent());
    expect(rho).toBeGreaterThan(0.5);
    expect(rho).toBeLessThanOrEqual(1);
    const dot = experiments.panel.getByRole('button', { name: new RegExp(`^${NEURON}, says`) });
    await dot.click();
    await expect(page).toHaveURL(new RegExp(`neuron=${NEURON}`));
    await expect(dot).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('complementary', { name: 'Neuron' })).toBeVisible();
  });

  test('a set that flips the decision is found, and flips it where it is applied', async () => {
    await explainer.open('#v=1&try=flip');
    await expect(explainer.prediction).toContainText('Positive');
    await experiments.done();
    await expect(experiments.sentence).toContainText(/turns positive \(69.%\) into negative/);
    const members = experiments.panel.getByRole('list', { name: 'Members of the set' }).getByRole('button');
    const names = await members.allTextContents();
    expect(names.length).toBeGreaterThan(0);
    await experiments.button('Apply these changes').click();
    await expect(page).toHaveURL(/do=/);
    for (const name of names)
      await expect(page.getByRole('region', { name: 'Changes to neurons' })).toContainText(name);
    await explainer.finished();
    await expect(explainer.prediction).toContainText('With the changes the model says negative');
    await experiments.done();
    await expect(experiments.sentence).toContainText(/turns positive \(69.%\) into negative/);
    await experiments.button('Examine dose–response').click();
    await expect(page).toHaveURL(/try=sweep/);
    await expect(page).toHaveURL(/examined=/);
    await expect(experiments.tab('Dose–response')).toBeFocused();
  });

  test('a pair of texts is carried over, and a cell of it applied', async () => {
    await explainer.open('#v=1&try=patch');
    await experiments.button('lovely / dreadful').click();
    await expect(explainer.text).toHaveValue(LOVELY);
    await experiments.done();
    await expect(experiments.sentence).toContainText(
      /^Carrying over “dreadful” for “lovely” alone moves 100 %/,
    );
    const cell = experiments.panel.getByRole('button', { name: /^“lovely”.* at L3\.resid/ });
    await cell.click();
    await expect(page).toHaveURL(/site=L3\.resid/);
    await expect(page).toHaveURL(/token=2/);
    await expect(experiments.panel).toContainText('At L3.resid, “dreadful” for “lovely” moves');
    await expect(explainer.neurons.getByTestId('neurons-sentence')).toContainText('neurons of L3.resid');
    await experiments.button('Apply L3.resid@2=patch').click();
    await expect(page).toHaveURL(/do=L3\.resid/);
    await expect(experiments.button('Applied L3.resid@2=patch')).toBeDisabled();
    await explainer.finished();
    await experiments.done();
  });

  test('words without a counterpart are named', async () => {
    const longer = 'A dreadful, dull little story about growing old.';
    await explainer.open(
      `#v=1&try=patch&text=${encodeURIComponent(LOVELY)}&other=${encodeURIComponent(longer)}`,
    );
    await experiments.done();
    await expect(experiments.panel).toContainText(
      '“lovely” of the text has no counterpart in the second text',
    );
    await experiments.button('Swap the texts').click();
    await expect(explainer.text).toHaveValue(longer);
    await expect(experiments.panel.getByLabel('Second text')).toHaveValue(LOVELY);
  });

  test('experiments are chosen, set and stopped by keyboard alone', async () => {
    await explainer.open(`#v=1&neuron=${NEURON}&controls=100&seed=9`);
    await experiments.tab('Dose–response').focus();
    await page.keyboard.press('ArrowRight');
    await expect(experiments.tab('How many neurons hold it?')).toBeFocused();
    await expect(page).not.toHaveURL(/try=/);
    await page.keyboard.press('ArrowLeft');
    await expect(experiments.tab('Dose–response')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/try=sweep/);
    const stop = experiments.button('Stop');
    await expect(stop).toBeVisible();
    for (let i = 0; i < 20 && !(await stop.evaluate(each => each === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(experiments.panel.getByRole('status')).toContainText('Stopped');
    await expect(experiments.button('Run again')).toBeFocused();
    await experiments.tab('Dose–response').focus();
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/try=/);
  });

  for (const { name, link, runs } of [
    { name: 'nothing open', link: '#v=1', runs: false },
    { name: 'a choice of neurons', link: '#v=1&try=sweep', runs: false },
    { name: 'dose–response', link: `#v=1&neuron=${NEURON}&try=sweep`, runs: true },
    { name: 'how many neurons hold it', link: '#v=1&try=ablation&controls=3', runs: true },
    { name: 'a set that flips', link: '#v=1&try=flip', runs: true },
    { name: 'is attribution right', link: `#v=1&try=check&neuron=${NEURON}`, runs: true },
    { name: 'carry over', link: `${patchLink}&site=L3.resid&token=2`, runs: true },
  ]) {
    test(`axe finds nothing, light or dark, and a window 360 px wide is enough: ${name}`, async () => {
      await explainer.open(link);
      await explainer.insideFinished();
      if (runs) await experiments.done();
      await explainer.isAccessible('section[aria-labelledby="experiments-heading"]');
      await page.setViewportSize({ width: 360, height: 800 });
      await explainer.fits();
      await expect
        .poll(() =>
          experiments.panel
            .locator('.table-frame')
            .evaluateAll(frames => frames.filter(frame => frame.scrollWidth > frame.clientWidth).length),
        )
        .toBe(0);
    });
  }
});

test('a permalink brings an experiment back in a fresh profile', async ({
  explainer,
  experiments,
  browser,
}) => {
  const { page } = explainer;
  await explainer.open(patchLink);
  await experiments.done();
  await experiments.panel.getByRole('button', { name: /^“lovely”.* at L2\.resid/ }).click();
  await expect(page).toHaveURL(/site=L2\.resid/);
  await expect(page).toHaveURL(/fp=/);
  const sentence = await experiments.sentence.textContent();

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  const again = new Experiments(other);
  await again.done();
  expect(await again.sentence.textContent()).toBe(sentence);
  await expect(again.tab('Carry over')).toHaveAttribute('aria-selected', 'true');
  await expect(again.panel).toContainText('At L2.resid, “dreadful” for “lovely” moves');
  await context.close();
});

test('an experiment that fails says why, and can be tried again', async ({ explainer, experiments }) => {
  // A set has no range of values of its own.
  await explainer.open(`#v=1&try=sweep&dose=value&examined=${encodeURIComponent('L1.ffn.{1,2}')}`);
  const status = experiments.panel.getByRole('status');
  await expect(status).toContainText('expected one neuron');
  await experiments.button('Try again').click();
  await expect(status).toContainText('expected one neuron');
  await experiments.panel.getByRole('radio', { name: 'Factor' }).check();
  await experiments.done();
});
