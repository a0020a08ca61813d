/** Adding a corpus: files dropped or chosen, or pasted text. */

import { type DragEvent, useState } from 'react';
import { MOST_BYTES, MOST_WORDS } from '../engine/corpus/own-corpus';
import { formatOf } from '../engine/corpus/readers/formats';
import { formatCount } from '../figures/format';
import { useCorpora } from '../state/corpora';
import { Choice } from './choice';
import { LongTextField } from './long-text-field';
import type { CorpusForm } from './use-corpus-form';

const ACCEPTED = '.txt,.csv,.tsv,.jsonl,.ndjson';
/** How a corpus that was exported is called. */
export const EXPORT_ENDING = '.finegrain';

export function CorporaAdd({ form }: { form: CorpusForm }) {
  const { files, pasted, name, errors, suggestion, isEmpty, take } = form;
  const importFile = useCorpora(state => state.importFile);
  const [isOver, setOver] = useState(false);

  const takeOrImport = (list: Iterable<File>) => {
    const all = [...list];
    for (const file of all) if (file.name.endsWith(EXPORT_ENDING)) void importFile(file);
    void take(all.filter(file => !file.name.endsWith(EXPORT_ENDING)));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    takeOrImport(event.dataTransfer.files);
  };
  return (
    <form
      className="corpora-section"
      aria-label="Add a corpus"
      onSubmit={event => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <h3>Add a corpus</h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input within does the same by keyboard. */}
      <div
        className={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileField
          label="Files (.txt, .csv, .jsonl), chosen or dropped here"
          accept={ACCEPTED}
          onFiles={takeOrImport}
        />
      </div>
      <ul className="fact-list">
        {files.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name; none has a state of its own.
          <li key={index} className="corpora-row">
            <span>{file.name}</span>
            {file.fields && (
              <Choice
                label={formatOf(file.name) === 'csv' ? 'Column' : 'Field'}
                value={file.field ?? ''}
                options={file.fields.map(field => ({ value: field.name, name: field.name }))}
                onChoose={field => form.chooseField(file, field)}
              />
            )}
            <button type="button" className="link-button" onClick={() => form.drop(file)}>
              Remove<span className="visually-hidden"> {file.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <label className="corpora-field" htmlFor="pasted-corpus">
        <span>Or text, pasted here, a sentence or a paragraph a line</span>
        <LongTextField id="pasted-corpus" rows={4} value={pasted} onText={form.paste} />
      </label>
      <label className="corpora-field">
        <span>Name</span>
        <input
          type="text"
          value={name ?? suggestion}
          maxLength={80}
          onChange={event => form.rename(event.target.value)}
        />
      </label>
      <div role="status">
        {errors.map(sentence => (
          <p key={sentence} className="failed">
            {sentence}
          </p>
        ))}
      </div>
      <div className="corpora-row">
        <button type="submit" className="pill pill-primary" disabled={isEmpty}>
          Index it
        </button>
        <span className="dim">
          Up to {MOST_BYTES / 1024 ** 2} MB of files and {formatCount(MOST_WORDS)} words; a sentence is read
          up to 512 tokens. 50,000 words take some minutes.
        </span>
      </div>
      <div className="corpora-import">
        <FileField
          label={`Or import a corpus that was exported (${EXPORT_ENDING})`}
          accept={EXPORT_ENDING}
          onFiles={list => {
            for (const file of list) void importFile(file);
          }}
        />
      </div>
    </form>
  );
}

/** A native file field; the same file may be chosen again. */
function FileField({
  label,
  accept,
  onFiles,
}: {
  label: string;
  accept: string;
  onFiles: (files: Iterable<File>) => void;
}) {
  return (
    <label className="corpora-field">
      <span>{label}</span>
      <input
        type="file"
        multiple
        accept={accept}
        onChange={event => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
