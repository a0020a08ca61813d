/** The vocabulary of sites: places in a transformer where activations are read. See `Site` for the names. */

/**
 * A site's name: `emb` (what enters block 0), `L3.attn` (attention sub-block before the residual is added),
 * `L3.ffn` (intermediate activation after the non-linearity), `L3.resid` (block output). Blocks count from 0.
 */
export type Site = 'emb' | `L${number}.${SiteKind}`;
export const SITE_KINDS = ['attn', 'ffn', 'resid'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** Whether a text has the form of a site's name; a model may still lack it. */
export function isSite(text: string): text is Site {
  return /^(?:emb|L\d{1,4}\.(?:attn|ffn|resid))$/.test(text);
}

/** Where a site lies; `emb`, which enters block 0, is the output of a block −1. */
export function placeOf(site: Site): { readonly block: number; readonly kind: SiteKind } {
  if (site === 'emb') return { block: -1, kind: 'resid' };
  const [name = '', kind] = site.split('.');
  const known = SITE_KINDS.find(each => each === kind);
  if (!known) throw new Error(`Site ${site}: expected emb or a name such as L3.ffn.`);
  return { block: Number(name.slice(1)), kind: known };
}

/** A site of one model: its name and how many neurons it has. */
export interface SiteInfo {
  readonly site: Site;
  readonly width: number;
  /** Whether everything the model computes passes through it: the sum of conductance over a full cut is ΔF. */
  readonly fullCut: boolean;
}

/** The sites of an encoder with `blocks` blocks, in the order in which the forward pass meets them. */
export function encoderSites(blocks: number, hidden: number, intermediate: number): SiteInfo[] {
  const sites: SiteInfo[] = [{ site: 'emb', width: hidden, fullCut: true }];
  for (let block = 0; block < blocks; block++) {
    sites.push(
      { site: `L${block}.attn`, width: hidden, fullCut: false },
      { site: `L${block}.ffn`, width: intermediate, fullCut: false },
      { site: `L${block}.resid`, width: hidden, fullCut: true },
    );
  }
  return sites;
}
