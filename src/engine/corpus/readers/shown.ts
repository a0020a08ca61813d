/** What every reader of a format gives: texts, and what is shown of them before anything is indexed. */

import type { Quotes } from './choices';
import type { Column } from './column';
import type { LeftOut } from './left-out';

/**
 * Characters at a file's beginning that tell how it is written and what is likely to be read: no more than are read of
 * it to show it, so that what is found out of the whole file is the same.
 */
export const BEGINNING = 128 * 1024;
/** Rows that are shown. */
export const SHOWN_ROWS = 5;

export interface TableSettings {
  /** Nothing where lines are whole cells. */
  readonly delimiter: string;
  readonly quotes: Quotes;
  readonly header: boolean;
}

/** A row as it is shown before anything is indexed. */
export interface ShownRow {
  /** As the file counts, from 1. */
  readonly number: number;
  /** One a column, or fewer, or more, as the row has them. */
  readonly cells: readonly string[];
  /** False where all of it is left out. */
  readonly isRead: boolean;
}

/** What the reader of a format gives. */
export interface FormatReading {
  /** Null where the format has none. */
  readonly settings: TableSettings | null;
  /** Of which one is read; empty where there is nothing to choose. */
  readonly columns: readonly Column[];
  /** Its place, from 0; null where there is nothing to choose. */
  readonly column: number | null;
  /** Rows, lines or elements with something in them. */
  readonly rows: number;
  readonly shown: readonly ShownRow[];
  /** In order; a text may have several lines. */
  readonly texts: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** What was read in a way that may not be meant, each a clause. */
  readonly notes: readonly string[];
}
