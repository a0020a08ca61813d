/** The values of a text's pieces as a table, for reading and copying; special tokens come last, apart. */

import './value-table.css';
import { formatSigned, formatSignedPercent } from '../figures/format';
import type { Unit } from '../state/view';
import type { Piece } from './pieces';
import { Explained } from './term';

interface Props {
  readonly pieces: readonly Piece[];
  readonly unit: Unit;
  readonly selected: number | null;
  /** What the values are; "Attribution of" by default. */
  readonly caption?: string;
}

export function ValueTable({ pieces, unit, selected, caption = 'Attribution of' }: Props) {
  const hasShares = pieces.some(({ share }) => share !== null);
  const special = pieces.filter(piece => piece.special);
  return (
    <details className="value-table">
      <summary>Table of values</summary>
      <div className="table-frame">
        <table>
          <caption className="visually-hidden">
            {caption} each {unit === 'words' ? 'word' : 'token'}
          </caption>
          <thead>
            <tr>
              <th scope="col">{unit === 'words' ? 'Word' : 'Token'}</th>
              <th scope="col">Id</th>
              <th scope="col" className="number">
                Value
              </th>
              {hasShares && (
                <th scope="col" className="number">
                  <Explained>Share of ΔF</Explained>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {pieces
              .filter(piece => !piece.special)
              .map(piece => (
                <Row key={piece.id} piece={piece} isSelected={piece.id === selected} hasShares={hasShares} />
              ))}
          </tbody>
          {special.length > 0 && (
            <tbody className="special">
              <tr>
                <th scope="rowgroup" colSpan={hasShares ? 4 : 3}>
                  <Explained>Special tokens</Explained>
                </th>
              </tr>
              {special.map(piece => (
                <Row key={piece.id} piece={piece} isSelected={piece.id === selected} hasShares={hasShares} />
              ))}
            </tbody>
          )}
        </table>
      </div>
    </details>
  );
}

interface RowProps {
  readonly piece: Piece;
  readonly isSelected: boolean;
  /** Whether the table has a column for them. */
  readonly hasShares: boolean;
}

function Row({ piece, isSelected, hasShares }: RowProps) {
  const { text, tokens, value, share } = piece;
  return (
    <tr className={isSelected ? 'selected' : undefined}>
      <th scope="row">
        <bdi translate="no">{text}</bdi>
      </th>
      <td>
        <code translate="no">{tokens.map(token => token.id).join(' ')}</code>
      </td>
      <td translate="no" className="number">
        {formatSigned(value)}
      </td>
      {hasShares && (
        <td translate="no" className="number">
          {share === null ? '–' : formatSignedPercent(share)}
        </td>
      )}
    </tr>
  );
}
