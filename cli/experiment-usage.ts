/** What the commands that run experiments say of themselves. */

import { ORDERS } from '../src/engine/experiments/names';
import { NEURON_METHODS } from '../src/engine/neurons/neuron-table';
import {
  DO_USAGE,
  END_USAGE,
  FROM_USAGE,
  INDEX_USAGE,
  METHOD_USAGE,
  MODEL_USAGE,
  TARGET_USAGE,
} from './common-options';

const RANKINGS = `${NEURON_METHODS.slice(0, 3).join(' | ')} |
                   ${NEURON_METHODS.slice(3).join(' | ')}`;
const FFN_SITES_USAGE = `\
  --sites S,…      sites whose neurons are ranked together, such as L3.ffn,L5.resid; default: all ffn
`;
const SEED_USAGE = `\
  --seed N         what random neurons are drawn by; default: 1
`;
const TEXT_USAGE = `${TARGET_USAGE}${DO_USAGE}${FROM_USAGE}${INDEX_USAGE}${END_USAGE}`;
const RANKED_USAGE = `${MODEL_USAGE}${METHOD_USAGE}${TEXT_USAGE}`;

export const SWEEP_USAGE = `Dose–response: the target against the factor, or the value, of neurons; a finegrain/sweep@1 record a text.

  npm run --silent sweep -- --neuron L3.ffn.812 [options] < texts.txt > out.jsonl

  --neuron N       neurons that are changed together, such as L3.ffn.812 or "L3.ffn.{1,7}; L4.ffn.3"
  --factors F:T:S  multiplies them by factors from F to T in steps of S; default: -2:3:0.25
  --values F:T:S   holds one neuron at values instead; corpus or corpus:POINTS: from its minimum to its maximum over
                   the corpus, 21 points by default
  --controls N     random sets of neurons beside, of the same size at the same sites; 0 for none; default: 20
  --control-points N
                   doses at which these are tried, evenly chosen; default: all
${SEED_USAGE}${MODEL_USAGE}${TEXT_USAGE}`;

export const ABLATE_USAGE = `Ablation: the target against the number of neurons switched off; a finegrain/ablation@1 record a text.

  npm run --silent ablate -- [options] < texts.txt > out.jsonl

  --ranking M,…    ${RANKINGS};
                   all: those that cost nothing beside conductance, the first four; default: conductance
  --order O,…      ${ORDERS.join(', ')}, random: what is switched off first; default: all three
  --counts N,…     numbers of neurons switched off; default: 0,1,2,5,10,20,50,100
  --controls N     random orders; default: 20
${SEED_USAGE}${FFN_SITES_USAGE}${RANKED_USAGE}`;

export const FLIP_USAGE = `The smallest set of neurons found that flips the decision when switched off; a finegrain/flip@1 record a text.

  npm run --silent flip -- [options] < texts.txt > out.jsonl

  --limit N        the most neurons that a set may have; default: 100
${FFN_SITES_USAGE}${RANKED_USAGE}`;

export const CHECK_USAGE = `Attribution against effect: what a ranking says of single neurons, and what the target loses when each is set to what
it does at the baseline; a finegrain/check@1 record a text.

  npm run --silent check -- [options] < texts.txt > out.jsonl

  --ranking M      ${RANKINGS}; default: conductance
  --count N        neurons from the top of the ranking, and as many random ones; default: 100
${SEED_USAGE}${FFN_SITES_USAGE}${RANKED_USAGE}`;

export const PATCH_USAGE = `Carrying over: activations of one text in the run of another, by site and token; a finegrain/patch@1 record a pair.

  npm run --silent patch -- --from "A fine film." --to "A dull film." [options]
  npm run --silent patch -- [options] < pairs.tsv > out.jsonl

  --from TEXT      the text that activations are carried over from, and that =patch takes them from
  --to TEXT        the text that they are carried over to; without the two, pairs are read from standard input, one a
                   line with a tab between, the text carried over from first
  --sites S,…      sites that are carried over, such as emb,L3.resid; default: all
${MODEL_USAGE}${TARGET_USAGE}${DO_USAGE}${INDEX_USAGE}${END_USAGE}`;
