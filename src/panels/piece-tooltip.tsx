/** What the heatmap says of the piece under the pointer or in focus: token, id, value, share of ΔF. */

import './piece-tooltip.css';
import { formatSigned, formatSignedPercent } from '../figures/format';
import type { Piece } from './pieces';
import { inType } from './use-type-scale';

/** A rectangle in the figure's units, seen from the figure's corner. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function PieceTooltip({ piece, anchor }: { piece: Piece; anchor: Anchor }) {
  const { tokens, value, share, runs } = piece;
  return (
    // The piece's own label says the same to a screen reader.
    <div
      className="tooltip piece-tooltip"
      aria-hidden="true"
      data-testid="piece-tooltip"
      style={{
        insetBlockStart: inType(anchor.y + anchor.height),
        left: `clamp(0px, ${inType(anchor.x)}, 100% - 13rem)`,
      }}
    >
      <p className="piece-tokens">
        {tokens.map((token, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens of one piece may share their offsets, not their place.
          <span key={index}>
            <bdi translate="no">{token.text}</bdi>{' '}
            <span translate="no" className="dim">
              {token.id}
            </span>
          </span>
        ))}
      </p>
      <p>
        <strong translate="no">{formatSigned(value)}</strong>
        {share !== null && <span className="dim">, {formatSignedPercent(share)} of ΔF</span>}
      </p>
      {runs && (
        <p className="dim">
          with changes {formatSigned(runs.changed)}, without {formatSigned(runs.untouched)}
        </p>
      )}
    </div>
  );
}
