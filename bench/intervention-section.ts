/** What the report says of changing neurons. */

import type { InterventionResults } from './interventions';
import { spread, table, threads } from './markdown';
import type { Results } from './results';
import { SENTENCE_TOKENS } from './texts';
import { medianRatio } from './timing';

export function interventionSection({ browser, node }: Results): string {
  const { passes, points } = browser.interventions;
  const places: (readonly [string, InterventionResults])[] = [
    [`Chromium, ${threads(browser.cold[0]?.threads)}`, browser.interventions],
    ...(node.interventions ? [[`Node, ${threads(node.threads)}`, node.interventions] as const] : []),
  ];
  return `## Changing neurons

A dose–response of one neuron of block 3, ${points} doses, with 20 random neurons at 16 of them: ${passes} forward passes of a
sentence of ${SENTENCE_TOKENS} tokens, each with a change of its own. What lies in front of the site is computed once.

${table(
  ['where', 'what', 'ms', 'times as long'],
  places.flatMap(([where, results]) => sweepRows(where, results)),
)}

${points} changes of one neuron each in batches, from the site on against the whole pass:

${table(
  ['where', 'site', 'from the site on, ms', 'whole passes, ms', 'times faster'],
  places.flatMap(([where, { restarts }]) =>
    restarts.map(({ site, fromSite, whole }) => [
      where,
      `\`${site}\``,
      spread(fromSite),
      spread(whole),
      medianRatio(whole, fromSite).toFixed(1),
    ]),
  ),
)}`;
}

function sweepRows(where: string, results: InterventionResults): string[][] {
  const { sweep, first, oneByOne, pointsAlone, explanations, passes, points } = results;
  return [
    [where, 'until the first points', spread(first), ''],
    [where, 'the whole, controls and all', spread(sweep), ''],
    [
      where,
      `${passes} full passes, one text each`,
      spread(oneByOne),
      `${medianRatio(oneByOne, sweep).toFixed(1)} × the whole`,
    ],
    [where, `the ${points} doses alone`, spread(pointsAlone), ''],
    [
      where,
      `${points} explanations, words alone, reckoned from four`,
      spread(explanations),
      `${medianRatio(explanations, pointsAlone).toFixed(0)} × the doses`,
    ],
  ];
}
