/** What the user has chosen to index: files, each with its preview, pasted text, a name. */

import { useCallback, useRef, useState } from 'react';
import { type CorpusFile, checkSize } from '../engine/corpus/own-corpus';
import { ALL_FOUND_OUT, type ReadingChoices } from '../engine/corpus/readers/choices';
import { type Preview, previewFile } from '../engine/corpus/readers/preview';
import { settledChoices } from '../engine/corpus/readers/reading';
import { EXPORT_ENDING, useCorpora } from '../state/corpora';

const PASTED = 'pasted text.txt';

export interface ChosenFile {
  readonly id: number;
  readonly file: File;
  /** What the user chose of how it is read. */
  readonly choices: ReadingChoices;
  /** The last that could be made; null where none could, or not yet. */
  readonly preview: Preview | null;
  /** Why it cannot be read as it is chosen now. */
  readonly error: string | null;
}

export interface CorpusForm {
  readonly files: readonly ChosenFile[];
  readonly pasted: string;
  /** Null while the user has not named it: then the files do. */
  readonly name: string | null;
  /** Why what is chosen cannot be indexed together. */
  readonly error: string | null;
  readonly suggestion: string;
  /** Whether there is something to index. */
  readonly isReady: boolean;
  /** Files that are chosen and not being indexed. */
  readonly waiting: readonly ChosenFile[];
  /** Chooses files; those that were exported are imported. */
  readonly take: (files: Iterable<File>) => Promise<void>;
  readonly drop: (file: ChosenFile) => void;
  readonly choose: (file: ChosenFile, choices: ReadingChoices) => Promise<void>;
  readonly paste: (text: string) => void;
  readonly rename: (name: string) => void;
  readonly submit: () => Promise<void>;
}

const EMPTY = { files: [] as readonly ChosenFile[], pasted: '', name: null as string | null };

export function useCorpusForm(): CorpusForm {
  const [chosen, setChosen] = useState(EMPTY);
  const nextId = useRef(0);
  const [submitted, setSubmitted] = useState<readonly ChosenFile['id'][]>([]);
  const { files, pasted, name } = chosen;
  const add = useCorpora(state => state.add);
  const importFile = useCorpora(state => state.importFile);
  const forget = useCorpora(state => state.forgetFailure);

  /** Reads a file as it is chosen now; an answer that a newer choice has overtaken is not shown. */
  const preview = useCallback(async (file: ChosenFile) => {
    const patch = await previewOf(file);
    setChosen(before => ({
      ...before,
      files: before.files.map(each =>
        each.id === file.id && each.choices === file.choices ? { ...each, ...patch } : each,
      ),
    }));
  }, []);

  const take = useCallback(
    async (added: Iterable<File>) => {
      const all = [...added];
      const chosen = all.filter(({ name }) => !name.endsWith(EXPORT_ENDING));
      forget();
      for (const file of all) if (!chosen.includes(file)) void importFile(file);
      const more = chosen.map((file): ChosenFile => {
        nextId.current += 1;
        return { id: nextId.current, file, choices: ALL_FOUND_OUT, preview: null, error: null };
      });
      setChosen(before => ({ ...before, files: [...before.files, ...more] }));
      for (const file of more) await preview(file);
    },
    [preview, forget, importFile],
  );

  const choose = useCallback(
    async (file: ChosenFile, choices: ReadingChoices) => {
      forget();
      const now = { ...file, choices };
      setChosen(before => ({
        ...before,
        files: before.files.map(each => (each.id === file.id ? { ...each, choices } : each)),
      }));
      await preview(now);
    },
    [preview, forget],
  );

  const readable = files.filter(({ error }) => error === null);
  const isPasted = pasted.trim() !== '';
  const suggestion = suggestedName(readable, isPasted);
  const error = sizeError([...readable.map(({ file }) => file.size), pasted.length]);
  const isWaiting = readable.some(({ preview: shown }) => shown === null);
  return {
    ...chosen,
    error,
    suggestion,
    isReady: (readable.length > 0 || isPasted) && !isWaiting && error === null,
    waiting: files.filter(({ id }) => !submitted.includes(id)),
    take,
    choose,
    drop: ({ id }) => {
      forget();
      setChosen(before => ({ ...before, files: before.files.filter(each => each.id !== id) }));
    },
    paste: text => setChosen({ ...chosen, pasted: text }),
    rename: text => setChosen({ ...chosen, name: text }),
    async submit() {
      const all = readable.flatMap(({ file, preview: shown }): CorpusFile[] =>
        shown ? [{ name: file.name, content: file, choices: settledChoices(shown.reading) }] : [],
      );
      if (isPasted) {
        const content = new Blob([pasted]);
        all.push({ name: PASTED, content, choices: { ...ALL_FOUND_OUT, format: 'lines' } });
      }
      const ids = files.map(({ id }) => id);
      setSubmitted(ids);
      const isTaken = await add(name?.trim() || suggestion, all);
      setSubmitted([]);
      // Others may have been chosen meanwhile.
      if (isTaken)
        setChosen(before => ({ ...EMPTY, files: before.files.filter(({ id }) => !ids.includes(id)) }));
    },
  };
}

async function previewOf({
  file,
  choices,
}: ChosenFile): Promise<Pick<ChosenFile, 'error'> & Partial<ChosenFile>> {
  try {
    return { preview: await previewFile(file, choices), error: null };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function sizeError(bytes: readonly number[]): string | null {
  try {
    checkSize(bytes);
    return null;
  } catch (error) {
    return `${messageOf(error)} The command line has no such limit: npm run index -- --help.`;
  }
}

function suggestedName(files: readonly ChosenFile[], isPasted: boolean): string {
  const names = [...files.map(({ file }) => file.name), ...(isPasted ? ['Pasted text'] : [])];
  const [first = '', ...rest] = names;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
