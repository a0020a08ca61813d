/** Adding a corpus: files dropped or chosen, or pasted text. */

import { type DragEvent, useState } from 'react';
import { MOST_BYTES, MOST_TOKENS } from '../engine/corpus/own-corpus';
import { formatCount } from '../figures/format';
import { EXPORT_ENDING, useCorpora } from '../state/corpora';
import { CorporaFile } from './corpora-file';
import { LongTextField } from './long-text-field';
import type { CorpusForm } from './use-corpus-form';

const ACCEPTED = '.txt,.csv,.tsv,.jsonl,.ndjson,.json,text/*';

export function CorporaAdd({ form }: { form: CorpusForm }) {
  const { files, pasted, name, error, suggestion, isReady, take } = form;
  const importFile = useCorpora(state => state.importFile);
  const [isOver, setOver] = useState(false);

  const onDrag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
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
        onDragEnter={onDrag}
        onDragOver={onDrag}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileField
          label="Files (.txt, .csv, .tsv, .jsonl, .json), chosen or dropped here"
          accept={ACCEPTED}
          onFiles={files => void take(files)}
        />
      </div>
      <ul className="fact-list" aria-label="Files to index">
        {files.map(file => (
          <CorporaFile
            key={file.id}
            chosen={file}
            onChoose={choices => void form.choose(file, choices)}
            onRemove={() => form.drop(file)}
          />
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
      <div role="status">{error !== null && <p className="failed">{error}</p>}</div>
      <div className="corpora-row">
        <button type="submit" className="pill pill-primary" disabled={!isReady}>
          Index it
        </button>
        <span className="dim">
          Up to {MOST_BYTES / 1024 ** 2} MB of files and {formatCount(MOST_TOKENS)} tokens, about 250,000
          English words. 50,000 words take some minutes.
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
