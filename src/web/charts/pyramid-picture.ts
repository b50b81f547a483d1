import type { PyramidRow, PyramidWords } from './grade-pyramid.ts'
import type { Picture } from './picture.ts'
import { svgOf } from './svg.ts'
import type { Mark } from './svg.ts'

interface PictureStyle extends PyramidWords {
  readonly share: (share: number) => string
  readonly shortMoney: (decimal: string) => string
  readonly colourOf: (grade: string | null) => string
  readonly ink: string
  readonly soft: string
  readonly font: string
}

const rowHeight = 34
const head = 28
const width = 760
const margin = 12
const label = 110

/** The pyramid as a drawing, for a slide: the table on screen, without what one clicks. */
export function pyramidPicture(rows: readonly PyramidRow[], style: PictureStyle): Picture {
  const hasSpend = rows.some(({ spend }) => spend !== null)
  const longest = Math.max(1, ...rows.map(({ grade }) => grade.grade?.length ?? 1))
  const letter = Math.max(36, longest * 8 + margin)
  const side = hasSpend ? (width - letter - 2 * label) / 2 : width - letter - label
  const middle = label + side
  const marks = rows.flatMap((row, place) => {
    const y = head + place * rowHeight
    const centre = y + rowHeight / 2
    const { grade, accounts, spend } = row
    const colour = style.colourOf(grade.grade)
    const box = (length: number, isLeft: boolean, isBefore: boolean): Mark => ({
      kind: 'box',
      x: isLeft ? middle - length * side : middle + letter,
      y: y + (isBefore ? 6 : 8),
      width: length * side,
      height: rowHeight - (isBefore ? 12 : 16),
      ...(isBefore ? { fill: 'none', stroke: style.soft, dash: true } : { fill: colour }),
    })
    const share = (value: number | null): string => (value === null ? '' : `  ${style.share(value)}`)
    const line: Mark[] = [
      {
        kind: 'text',
        x: middle + letter / 2,
        y: centre,
        text: grade.grade ?? '–',
        fill: style.ink,
        anchor: 'middle',
        weight: 600,
      },
      {
        kind: 'text',
        x: label - 10,
        y: centre,
        text: `${style.count(grade.count)}${share(row.accountShare)}`,
        fill: style.ink,
        anchor: 'end',
      },
      box(accounts.now, true, false),
      box(accounts.before, true, true),
    ]
    if (!spend || grade.spend === undefined) return line
    return [
      ...line,
      box(spend.now, false, false),
      box(spend.before, false, true),
      {
        kind: 'text',
        x: width - label + 10,
        y: centre,
        text: `${style.shortMoney(grade.spend)}${share(row.spendShare)}`,
        fill: style.ink,
      } as const,
    ]
  })
  const titles: Mark[] = [
    { kind: 'text', x: label - 10, y: head / 2, text: style.accounts, fill: style.soft, anchor: 'end' },
    ...(hasSpend
      ? [{ kind: 'text', x: width - label + 10, y: head / 2, text: style.spend, fill: style.soft } as const]
      : []),
  ]
  const height = head + rows.length * rowHeight + 8
  return { svg: svgOf([...titles, ...marks], width, height, style.font, 13), width, height }
}
