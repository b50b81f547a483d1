import type { KindId } from '../kind.ts'

/** How the bytes of a text file are read as letters. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1'] as const
export type Encoding = (typeof encodings)[number]

/** Which of our columns stand where in the files of a source, and how their values are read: the document `source.json`. */
export interface MappingDocument {
  /** The name of the source; natural keys hold within it. */
  readonly source: string
  /** Currency of rows that name none. */
  readonly currency?: string | undefined
  readonly files?: readonly FileMapping[] | undefined
}

/** How one file, or several of one form, becomes a kind. */
export interface FileMapping {
  /** File name in the folder; `*` stands for any run of characters. */
  readonly file: string
  readonly kind: KindId
  /** Column of the kind -> column of the file. Without it the file's columns have the kind's names. */
  readonly columns?: Readonly<Record<string, string>> | undefined
  /** Column of the kind -> the value every row has. */
  readonly constants?: Readonly<Record<string, string>> | undefined
  /** Column of the kind -> what is done to its cells, in order, before they are read. */
  readonly transforms?: Readonly<Record<string, readonly Transform[]>> | undefined
  /**
   * Whether the file holds something else and only names rows of the kind: a key counts once, rows that name none not at all, and
   * what the file has no column for stays as the book knows it.
   */
  readonly distinct?: boolean | undefined
  /** The sheet of a workbook; the first one when left out. */
  readonly sheet?: string | undefined
  /** Found from the bytes when left out. */
  readonly encoding?: Encoding | undefined
  /** Found from the first lines when left out. */
  readonly delimiter?: string | undefined
  /** The decimal sign; found from the values when left out. */
  readonly decimal?: '.' | ',' | undefined
  /** The order of year, month and day; found from the values when left out. */
  readonly date?: 'YMD' | 'DMY' | 'MDY' | undefined
}

/** One thing done to the cells of a column. All but `date`, `decimal`, `times` and `negate` make text of text, in their order. */
export type Transform =
  /** Cuts off spaces of every kind around the text. */
  | { readonly do: 'trim' }
  | { readonly do: 'upper' }
  /** What an empty cell holds. */
  | { readonly do: 'if-empty'; readonly value: string }
  /** How a day of this column is written where the file's order does not say it: an order, or a form such as `D MMM YYYY`. */
  | { readonly do: 'date'; readonly form: string }
  /** The decimal sign of this column, where it is not that of the file. */
  | { readonly do: 'decimal'; readonly sign: '.' | ',' }
  /** Multiplies an amount with another column of the file, exactly: a price with a quantity where no amount of the line stands. */
  | { readonly do: 'times'; readonly column: string }
  /** Turns the sign of an amount: in every row, or where another column of the file holds one of these values, or any. */
  | { readonly do: 'negate'; readonly where?: RowTest | undefined }
  /** The part at a place, counted from 1, from the end with a minus, of a code that a separator divides. */
  | { readonly do: 'split'; readonly separator: string; readonly place: number }
  /** What a regular expression finds: its first group, else all of it; nothing when it finds nothing. */
  | { readonly do: 'extract'; readonly pattern: string }
  /** Other values for some: the whole cell is compared, in any case. Values not listed stay, or become `otherwise`. */
  | {
      readonly do: 'look-up'
      readonly values: Readonly<Record<string, string>>
      readonly otherwise?: string | undefined
    }

/** Whether a column of the file holds one of the values, in any case; without values, whether it holds anything. */
export interface RowTest {
  readonly column: string
  readonly values?: readonly string[] | undefined
}
