/** What the user has chosen to index: files, pasted text, a name. */

import { useCallback, useState } from 'react';
import { type CorpusFile, checkSize } from '../engine/corpus/own-corpus';
import { decodeText } from '../engine/corpus/readers/decode';
import { type Field, likelyField } from '../engine/corpus/readers/field';
import { FORMATS, formatOf } from '../engine/corpus/readers/formats';
import { useCorpora } from '../state/corpora';

/** Characters at a file's beginning that tell its columns. */
const BEGINNING = 256 * 1024;
const PASTED = 'pasted text.txt';

export interface ChosenFile extends CorpusFile {
  /** Null where there is nothing to choose. */
  readonly fields: readonly Field[] | null;
}

export interface CorpusForm {
  readonly files: readonly ChosenFile[];
  readonly pasted: string;
  /** Null while the user has not named it: then the files do. */
  readonly name: string | null;
  /** Why a file was not taken. */
  readonly errors: readonly string[];
  readonly suggestion: string;
  readonly isEmpty: boolean;
  readonly take: (files: Iterable<File>) => Promise<void>;
  readonly drop: (file: ChosenFile) => void;
  readonly chooseField: (file: ChosenFile, field: string) => void;
  readonly paste: (text: string) => void;
  readonly rename: (name: string) => void;
  readonly submit: () => Promise<void>;
}

const EMPTY = { files: [] as readonly ChosenFile[], pasted: '', name: null as string | null };

export function useCorpusForm(): CorpusForm {
  const [chosen, setChosen] = useState(EMPTY);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const { files, pasted, name } = chosen;
  const add = useCorpora(state => state.add);

  const take = useCallback(async (added: Iterable<File>) => {
    const read = await Promise.allSettled([...added].map(chosenFile));
    const good = read.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
    setErrors(read.flatMap(each => (each.status === 'rejected' ? [messageOf(each.reason)] : [])));
    setChosen(before => ({ ...before, files: [...before.files, ...good] }));
  }, []);

  const isEmpty = files.length === 0 && pasted.trim() === '';
  const suggestion = suggestedName(files, pasted);
  return {
    ...chosen,
    errors,
    suggestion,
    isEmpty,
    take,
    drop: file => setChosen({ ...chosen, files: files.filter(each => each !== file) }),
    chooseField: (file, field) =>
      setChosen({ ...chosen, files: files.map(each => (each === file ? { ...each, field } : each)) }),
    paste: text => setChosen({ ...chosen, pasted: text }),
    rename: text => setChosen({ ...chosen, name: text }),
    async submit() {
      const all: CorpusFile[] = files.map(({ name, content, field }) => ({ name, content, field }));
      if (pasted.trim() !== '') all.push({ name: PASTED, content: new Blob([pasted]), field: null });
      setErrors([]);
      if (await add(name?.trim() || suggestion, all)) setChosen(EMPTY);
    },
  };
}

/** A file with its columns. Rejects with one sentence where it cannot be indexed. */
async function chosenFile(file: File): Promise<ChosenFile> {
  const { fields: fieldsOf } = FORMATS[formatOf(file.name)];
  checkSize([file.size]);
  const text = decodeText(new Uint8Array(await file.arrayBuffer()), file.name);
  if (!fieldsOf) return { name: file.name, content: file, field: null, fields: null };
  const fields = fieldsOf(text.slice(0, BEGINNING));
  const field = likelyField(fields);
  if (field === null) throw new Error(`${file.name}: no column or field with text was found.`);
  return { name: file.name, content: file, field, fields };
}

function suggestedName(files: readonly ChosenFile[], pasted: string): string {
  const names = [...files.map(({ name }) => name), ...(pasted.trim() === '' ? [] : ['Pasted text'])];
  const [first = '', ...rest] = names;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
