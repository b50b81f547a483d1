import { columnOf, dayText, lettersOf, numberText, paddedText, timeText, unescapeText } from './cell-text.ts'
import type { NumberMeaning } from './cell-text.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { sayDamage } from './workbook.ts'
import { readXml } from './xml.ts'
import type { Attributes } from './xml.ts'

/** Columns a sheet may have. */
const mostColumns = 16_384

/** One row of a sheet that holds anything. */
export interface SheetRow {
  /** Its number in the sheet, from 1. */
  readonly line: number
  /** Texts by column, an empty one for an empty cell; shorter than the sheet where its last cells are empty. */
  readonly cells: readonly string[]
  /** Columns whose cell is a number, no text and no day. */
  readonly numbers: readonly number[]
  /** What is wrong with a cell, as part of a sentence; null when nothing is. */
  readonly problem: string | null
}

/** The rows of a sheet in order, in pieces; rows without any text are left out. */
export async function* readSheet(
  workbook: Workbook,
  sheet: Sheet,
  label: string,
): AsyncGenerator<readonly SheetRow[], void> {
  try {
    const context = { texts: await workbook.texts(), meanings: await workbook.meanings(), from1904: workbook.from1904 }
    const rows = new SheetRows(context)
    for await (const _ of readXml(workbook.chunks(sheet), rows)) {
      const taken = rows.take()
      if (taken.length > 0) yield taken
    }
  } catch (error) {
    throw sayDamage(label, error)
  }
}

interface Context {
  readonly texts: readonly string[]
  readonly meanings: readonly NumberMeaning[]
  readonly from1904: boolean
}

class SheetRows {
  readonly #context: Context
  #rows: SheetRow[] = []
  #inRows = false
  #line = 0
  #cells: string[] = []
  #numbers: number[] = []
  #problem: string | null = null
  #filled = false
  #column = -1
  #type = 'n'
  #style = 0
  #value = ''
  #hasFormula = false
  #inValue = false
  #inReading = false

  constructor(context: Context) {
    this.#context = context
  }

  take(): readonly SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c' && this.#inRows) this.#openCell(attributes)
    else if (name === 'v' || name === 't') this.#inValue = !this.#inReading
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'rPh') this.#inReading = true
    else if (name === 'row' && this.#inRows) this.#openRow(attributes)
    else if (name === 'sheetData') this.#inRows = true
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text
  }

  close(name: string): void {
    if (name === 'c' && this.#inRows) this.#closeCell()
    else if (name === 'v' || name === 't') this.#inValue = false
    else if (name === 'rPh') this.#inReading = false
    else if (name === 'row' && this.#inRows) this.#closeRow()
    else if (name === 'sheetData') this.#inRows = false
  }

  #openRow(attributes: Attributes): void {
    const line = Number(attributes['r'] ?? this.#line + 1)
    if (!Number.isInteger(line) || line <= this.#line) {
      throw new Error(`row "${attributes['r'] ?? ''}" follows row ${this.#line}`)
    }
    this.#line = line
    this.#cells = []
    this.#numbers = []
    this.#problem = null
    this.#filled = false
    this.#column = -1
  }

  #closeRow(): void {
    if (!this.#filled && this.#problem === null) return
    this.#rows.push({ line: this.#line, cells: this.#cells, numbers: this.#numbers, problem: this.#problem })
  }

  #openCell(attributes: Attributes): void {
    const reference = attributes['r']
    const column = reference === undefined ? this.#column + 1 : columnOf(reference)
    if (column < 0 || column >= mostColumns || column <= this.#column) {
      throw new Error(`cell "${reference ?? ''}" has no place in row ${this.#line}`)
    }
    this.#column = column
    this.#type = attributes['t'] ?? 'n'
    this.#style = Number(attributes['s'] ?? 0)
    this.#value = ''
    this.#hasFormula = false
  }

  #closeCell(): void {
    const column = this.#column
    // A formula of text may well give none; one of numbers without a value was never reckoned.
    if (this.#hasFormula && this.#value === '' && this.#type !== 'str') {
      const place = `${lettersOf(column)}${this.#line}`
      this.#problem ??= `cell ${place} has a formula without its value; open the workbook, save it and bring it again`
    }
    const text = this.#textOf(column)
    if (text === '') return
    for (let at = this.#cells.length; at < column; at++) this.#cells.push('')
    this.#cells.push(text)
    if (text.trim() !== '') this.#filled = true
  }

  #textOf(column: number): string {
    const value = this.#value
    if (value === '') return ''
    switch (this.#type) {
      case 's': {
        const text = this.#context.texts[Number(value)]
        if (text === undefined) throw new Error(`there is no text ${value}`)
        return text
      }
      case 'str':
      case 'inlineStr':
        return unescapeText(value)
      case 'b':
        return value === '1' ? 'true' : 'false'
      case 'd':
        return value.replace(/T00:00:00(?:\.0+)?Z?$/, '')
      case 'e':
        return value
      default:
        return this.#numberOf(column, value)
    }
  }

  #numberOf(column: number, value: string): string {
    const meaning = this.#context.meanings[this.#style] ?? 'number'
    if (meaning === 'day') {
      const day = dayText(Number(value), this.#context.from1904)
      if (day !== null) return day
    }
    if (meaning === 'time' && Number(value) < 1) return timeText(Number(value))
    if (meaning === 'time') return dayText(Number(value), this.#context.from1904) ?? numberText(value)
    this.#numbers.push(column)
    return typeof meaning === 'number' ? paddedText(value, meaning) : numberText(value)
  }
}
