import { expect, it } from 'vitest';
import { ablationCsv } from '../figures/ablation-csv';
import { ablationsCsv } from './experiment-ablation-csv';
import { ablation } from './fixtures/experiments';

it('one text is written as the figure writes it', () => {
  expect(ablationsCsv([ablation])).toBe(ablationCsv(ablation));
});

it('several texts stand below each other, each row with its text and target', () => {
  const rows = ablationsCsv([ablation, { ...ablation, text: 'a, b' }])
    .trimEnd()
    .split('\r\n');
  expect(rows[0]).toBe('text,target,ranking,order,control,neurons_off,value,flipped');
  expect(rows).toHaveLength(1 + 2 * (3 + 2) * 5);
  expect(rows[1]).toBe('so lovely,logit:positive,activation,top,,0,2.31,false');
  expect(rows.at(-1)).toBe('"a, b",logit:positive,random,,2,1000,-0.5,true');
});
