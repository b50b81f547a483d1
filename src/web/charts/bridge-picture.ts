import type { BridgeRow } from './bridge-steps.ts'
import type { Picture } from './picture.ts'
import { svgOf } from './svg.ts'
import type { Mark } from './svg.ts'

interface PictureStyle {
  readonly nameOf: (row: BridgeRow) => string
  readonly amountOf: (row: BridgeRow) => string
  /** What is said under the bars; empty for nothing. */
  readonly note: string
  readonly ink: string
  readonly soft: string
  readonly whole: string
  readonly added: string
  readonly taken: string
  readonly font: string
}

const [rowHeight, width] = [30, 760]
const [nameWidth, amountWidth] = [230, 120]

/** The waterfall as a drawing, for a slide. */
export function bridgePicture(rows: readonly BridgeRow[], style: PictureStyle): Picture {
  const left = nameWidth + amountWidth + 16
  const marks = rows.flatMap((row, place): Mark[] => {
    const y = place * rowHeight
    const weight = row.end === null ? 400 : 600
    const words: Mark[] = [
      { kind: 'text', x: 0, y: y + rowHeight / 2, text: style.nameOf(row), fill: style.ink, weight },
      {
        kind: 'text',
        x: nameWidth + amountWidth,
        y: y + rowHeight / 2,
        text: style.amountOf(row),
        fill: style.ink,
        anchor: 'end',
        weight,
      },
    ]
    if (row.bar === null) return words
    const { from, to } = row.bar
    const isLess = row.amount?.startsWith('-') ?? false
    return [
      ...words,
      {
        kind: 'box',
        x: left + from * (width - left),
        y: y + 8,
        width: Math.max(1, (to - from) * (width - left)),
        height: rowHeight - 16,
        fill: row.end === null ? (isLess ? style.taken : style.added) : style.whole,
      },
    ]
  })
  const height = rows.length * rowHeight + (style.note === '' ? 0 : rowHeight)
  const note: Mark[] =
    style.note === '' ? [] : [{ kind: 'text', x: 0, y: height - rowHeight / 2, text: style.note, fill: style.soft }]
  return { svg: svgOf([...marks, ...note], width, height, style.font, 13), width, height }
}
