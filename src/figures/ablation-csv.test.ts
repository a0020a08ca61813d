import { expect, it } from 'vitest';
import { ablationCsv } from './ablation-csv';

it('writes one row a curve and count, and then the controls', () => {
  const csv = ablationCsv({
    target: 'logit:good',
    counts: [0, 1],
    curves: [
      { ranking: 'conductance', order: 'top', values: [1, -0.5], flipped: [false, true], area: 0.2 },
      { ranking: 'activation', order: 'bottom', values: [1], flipped: [false], area: 1 },
    ],
    controls: { count: 1, seed: 1, values: [[1, 0.9]], flipped: [[false, false]], areas: [0.95] },
  });
  expect(csv.split('\r\n')).toEqual([
    'ranking,order,control,neurons_off,logit:good,flipped',
    'conductance,top,,0,1,false',
    'conductance,top,,1,-0.5,true',
    'activation,bottom,,0,1,false',
    'random,,1,0,1,false',
    'random,,1,1,0.9,false',
    '',
  ]);
});
