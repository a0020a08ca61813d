import { describe, expect, it } from 'vitest';
import { encoderSites } from '../engine/transformer/sites';
import { scopeNoun, sharesScore, sitesInScope } from './neuron-scope';

const sites = encoderSites(2, 4, 8);
const choice = { site: null, kind: 'ffn', find: '' } as const;

describe('the scope of a ranking', () => {
  it('is a kind of site', () => {
    expect([...sitesInScope(sites, choice)]).toEqual(['L0.ffn', 'L1.ffn']);
    expect([...sitesInScope(sites, { ...choice, kind: 'emb' })]).toEqual(['emb']);
    expect(sitesInScope(sites, { ...choice, kind: 'all' }).size).toBe(sites.length);
  });

  it('is the selected site, whatever the kind', () => {
    expect([...sitesInScope(sites, { ...choice, site: 'L0.resid' })]).toEqual(['L0.resid']);
    expect(scopeNoun({ ...choice, site: 'L0.resid' })).toBe('neurons of L0.resid');
  });

  it('is everything while an address is searched for', () => {
    expect(sitesInScope(sites, { ...choice, site: 'L0.resid', find: '7' }).size).toBe(sites.length);
  });

  it('has parts of one score, but for several block outputs, which each hold all of it', () => {
    expect(sharesScore(choice)).toBe(true);
    expect(sharesScore({ ...choice, site: 'L1.resid' })).toBe(true);
    expect(sharesScore({ ...choice, kind: 'resid' })).toBe(false);
    expect(sharesScore({ ...choice, kind: 'all' })).toBe(false);
    expect(sharesScore({ ...choice, find: 'L1' })).toBe(false);
  });
});
