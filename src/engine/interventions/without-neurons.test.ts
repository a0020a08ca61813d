import { expect, it } from 'vitest';
import type { SiteInfo } from '../transformer/sites';
import { formatInterventions, parseInterventions } from './intervention';
import { withoutNeurons } from './without-neurons';

const sites: SiteInfo[] = [
  { site: 'L0.ffn', width: 4, fullCut: false },
  { site: 'L0.resid', width: 2, fullCut: true },
];
const without = (list: string) =>
  formatInterventions(
    withoutNeurons(
      parseInterventions(list),
      [
        { site: 'L0.ffn', index: 1 },
        { site: 'L0.ffn', index: 3 },
      ],
      sites,
    ),
  );

it('leaves out what changes only these neurons, wherever in the text', () => {
  expect(without('L0.ffn.1=0; L0.ffn.{1,3}@2*2; L0.ffn.2=0')).toBe('L0.ffn.2=0');
});

it('takes them from sets', () => {
  expect(without('L0.ffn.{0,1,2}=mean')).toBe('L0.ffn.{0,2}=mean');
});

it('takes them from whole sites, which become sets', () => {
  expect(without('L0.ffn@1=patch')).toBe('L0.ffn.{0,2}@1=patch');
});

it('leaves neurons of the same number at other sites alone', () => {
  expect(without('L0.resid.1=0; L0.resid*2')).toBe('L0.resid.1=0; L0.resid*2');
});
