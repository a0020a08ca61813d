/** Which neurons are ranked: those of the selected site, of a kind of site, or of the address that is searched for. */

import type { Site, SiteInfo } from '../engine/transformer/sites';
import type { Kind } from '../state/view';

export interface ScopeChoice {
  readonly site: Site | null;
  readonly kind: Kind;
  readonly find: string;
}

/** A search looks everywhere; a selected site comes before a kind. */
export function sitesInScope(sites: readonly SiteInfo[], { site, kind, find }: ScopeChoice): Set<Site> {
  const chosen = sites.filter(info => {
    if (find.trim() !== '') return true;
    return site === null ? kind === 'all' || kindOf(info.site) === kind : info.site === site;
  });
  return new Set(chosen.map(info => info.site));
}

/** "feed-forward neurons", "neurons of L1.resid". */
export function scopeNoun({ site, kind, find }: ScopeChoice): string {
  if (find.trim() !== '') return 'neurons whose address is searched for';
  return site === null ? NOUNS[kind] : `neurons of ${site}`;
}

/** Whether the neurons in scope are parts of one score: several block outputs would each hold all of it. */
export function sharesScore({ site, kind, find }: ScopeChoice): boolean {
  return find.trim() === '' && (site !== null || kind === 'ffn' || kind === 'attn' || kind === 'emb');
}

const NOUNS: Readonly<Record<Kind, string>> = {
  ffn: 'feed-forward neurons',
  attn: 'attention neurons',
  resid: 'block output neurons',
  emb: 'embedding neurons',
  all: 'neurons',
};

const kindOf = (site: Site) => site.split('.')[1] ?? site;
