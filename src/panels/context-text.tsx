/** A text with each token, or word, coloured by a number of a neuron's, and one of them marked. */

import { Fragment } from 'react';
import type { Token } from '../engine/text/encoding';
import { activationScale } from '../figures/activation-scale';
import { formatSigned } from '../figures/format';
import { shortened } from '../figures/settings';
import { useFigureTheme } from './use-figure-theme';

interface Props {
  readonly text: string;
  readonly tokens: readonly Pick<Token, 'text' | 'start' | 'end'>[];
  /** One number a token; null while they are computed: then only the marked token has its colour. */
  readonly activations: readonly number[] | ArrayLike<number> | null;
  /** Place of the token that the text is shown for, and its activation; null where there is none. */
  readonly marked: { readonly token: number; readonly activation: number } | null;
  /** The number at full colour. */
  readonly max: number;
  /** Of activations by default. */
  readonly scale?: typeof activationScale;
}

/** Of what lies between two tokens, within one and behind the last: an unread text may go on for a megabyte. */
const MOST_UNITS = 400;

export function ContextText({ text, tokens, activations, marked, max, scale = activationScale }: Props) {
  const colour = scale(max, useFigureTheme());
  let end = 0;
  return (
    <bdi translate="no">
      {tokens.map((token, index) => {
        if (token.start === null || token.end === null) return null;
        const isMarked = index === marked?.token;
        const value = activations?.[index] ?? (isMarked ? marked.activation : null);
        // Shown with what comes before the next colour, or with the text's end.
        if (value === null) return null;
        const gap = shortened(text.slice(end, token.start), MOST_UNITS);
        // Tokens that share characters, as the parts of a Hangul syllable do, show them once.
        const shown = shortened(text.slice(Math.max(end, token.start), token.end), MOST_UNITS);
        end = Math.max(end, token.end);
        const { fill, ink } = colour(value);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place.
          <Fragment key={index}>
            {gap}
            <span
              className={isMarked ? 'fired fired-most' : 'fired'}
              style={{ background: fill, color: ink }}
              title={`${token.text} ${formatSigned(value)}`}
            >
              {shown}
            </span>
          </Fragment>
        );
      })}
      {shortened(text.slice(end), MOST_UNITS)}
    </bdi>
  );
}
