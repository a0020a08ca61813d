/** A file that is to be indexed: how it is read, its first rows, and what of it is left out; nothing is indexed yet. */

import { DELIMITERS, type Format, type Quotes, type ReadingChoices } from '../engine/corpus/readers/choices';
import type { Preview } from '../engine/corpus/readers/preview';
import { shortened } from '../figures/settings';
import { Choice } from './choice';
import { leftOutSentences, readingSentence } from './sentences-corpora';
import type { ChosenFile } from './use-corpus-form';

interface Props {
  readonly chosen: ChosenFile;
  readonly onChoose: (choices: ReadingChoices) => void;
  readonly onRemove: () => void;
}

export function CorporaFile({ chosen, onChoose, onRemove }: Props) {
  const { file, choices, preview, error } = chosen;
  return (
    <li className="corpora-file">
      <div className="corpora-file-head">
        <strong>{file.name}</strong>
        <button type="button" className="link-button" onClick={onRemove}>
          Remove<span className="visually-hidden"> {file.name}</span>
        </button>
      </div>
      <div role="status">{error !== null && <p className="failed">{error}</p>}</div>
      {preview === null ? (
        error === null && <p className="dim">Reading …</p>
      ) : (
        <>
          {error === null && <p className="dim">{readingSentence(preview)}</p>}
          <Controls name={file.name} preview={preview} choices={choices} onChoose={onChoose} />
          {error === null && <FirstRows name={file.name} preview={preview} />}
          {error === null &&
            leftOutSentences(preview).map(sentence => (
              <p key={sentence} className="failed">
                {sentence}
              </p>
            ))}
        </>
      )}
    </li>
  );
}

const FORMATS: readonly { value: Format; name: string }[] = [
  { value: 'lines', name: 'lines of text' },
  { value: 'table', name: 'table (CSV, TSV)' },
  { value: 'json', name: 'JSON' },
];
const QUOTES: readonly { value: Quotes; name: string }[] = [
  { value: 'around', name: 'around cells' },
  { value: 'text', name: 'part of the text' },
];
const HEADER = [
  { value: 'yes', name: 'yes, the first row' },
  { value: 'no', name: 'no' },
] as const;

interface ControlsProps {
  readonly name: string;
  readonly preview: Preview;
  readonly choices: ReadingChoices;
  readonly onChoose: (choices: ReadingChoices) => void;
}

/** What was found out of how the file is written; each can be chosen otherwise. */
function Controls({ name, preview, choices, onChoose }: ControlsProps) {
  const { format, settings, columns, column } = preview.reading;
  const none = { delimiter: null, quotes: null, header: null, column: null };
  const delimiter = choices.delimiter ?? settings?.delimiter ?? '';
  const delimiters = DELIMITERS.some(each => each.delimiter === delimiter)
    ? DELIMITERS
    : [...DELIMITERS, { name: delimiter, delimiter }];
  return (
    <fieldset className="corpora-controls">
      <legend className="visually-hidden">How {name} is read</legend>
      <Choice
        label="Format"
        value={choices.format ?? format}
        options={FORMATS}
        onChoose={value => onChoose({ ...none, format: value })}
      />
      {settings && (
        <>
          <Choice
            label="Delimiter"
            value={delimiter}
            options={delimiters.map(each => ({ value: each.delimiter, name: each.name }))}
            onChoose={value => onChoose({ ...choices, delimiter: value, quotes: null, column: null })}
          />
          <Choice
            label="Quotes"
            value={choices.quotes ?? settings.quotes}
            options={QUOTES}
            onChoose={quotes => onChoose({ ...choices, quotes })}
          />
          <Choice
            label="Header"
            value={(choices.header ?? settings.header) ? 'yes' : 'no'}
            options={HEADER}
            onChoose={value => onChoose({ ...choices, header: value === 'yes' })}
          />
        </>
      )}
      {column !== null && (
        <Choice
          label={format === 'json' ? 'Field' : 'Column'}
          value={String(choices.column ?? column + 1)}
          options={columns.map((each, at) => ({ value: String(at + 1), name: each.name }))}
          onChoose={value => onChoose({ ...choices, column: Number(value) })}
        />
      )}
    </fieldset>
  );
}

/** Longer cells are cut: the table shows what a column holds. */
const LONGEST_CELL = 120;

function FirstRows({ name, preview }: { name: string; preview: Preview }) {
  const { columns, column, shown, format } = preview.reading;
  const names = columns.length === 0 ? ['text'] : columns.map(each => each.name);
  const width = Math.max(names.length, ...shown.map(({ cells }) => cells.length));
  const places = Array.from({ length: width }, (_, at) => at);
  const chosen = column ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
    <section className="corpora-rows" aria-label={`First rows of ${name}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {format === 'table' ? 'Row' : 'Line'}
            </th>
            {places.map(at => (
              <th key={at} scope="col" className={at === chosen ? 'chosen' : undefined}>
                {names[at] ?? <span className="visually-hidden">beyond the columns</span>}
                {at === chosen && <span className="corpora-read"> is read</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ number, cells, isRead }) => (
            <tr key={number} className={isRead ? undefined : 'left-out'}>
              <th scope="row" className="number">
                {number}
                {!isRead && <span className="visually-hidden"> is left out</span>}
              </th>
              {places.map(at => (
                <td key={at} className={at === chosen ? 'chosen' : undefined}>
                  <bdi translate="no">{shortened(cells[at] ?? '', LONGEST_CELL)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
