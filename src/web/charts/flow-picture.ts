import type { FlowLayout, Stream } from './movement-flow.ts'
import { streamPath } from './movement-flow.ts'
import type { Picture } from './picture.ts'
import { svgOf } from './svg.ts'
import type { Mark } from './svg.ts'

interface FlowStyle {
  /** The days over the boxes, the oldest first. */
  readonly days: readonly string[]
  readonly count: (count: number) => string
  /** So much of a grade as tells it apart, for there is no room for a long one. */
  readonly nameOf: (grade: string) => string
  readonly colourOf: (grade: string | null) => string
  readonly inkOf: (grade: string | null) => string
  readonly streamColour: (direction: Stream['direction']) => string
  readonly soft: string
  readonly font: string
}

const width = 1100
const box = 84
const head = 26

/** The flow as a drawing, for a slide. */
export function flowPicture({ nodes, streams }: FlowLayout, height: number, style: FlowStyle): Picture {
  const last = Math.max(style.days.length - 1, 1)
  const left = (end: number): number => (end / last) * (width - box)
  const marks: Mark[] = [
    ...style.days.map((day, end): Mark => ({
      kind: 'text',
      x: left(end) + box / 2,
      y: head / 2,
      text: day,
      fill: style.soft,
      anchor: 'middle',
    })),
    ...streams.map((stream): Mark => ({
      kind: 'shape',
      path: streamPath(
        { ...stream, yFrom: stream.yFrom + head, yTo: stream.yTo + head },
        left(stream.end) + box,
        left(stream.end + 1),
      ),
      fill: style.streamColour(stream.direction),
      opacity: stream.direction === 'kept' ? 0.22 : 0.6,
    })),
    ...nodes.flatMap(({ end, grade, count, y, height: tall }): Mark[] => [
      { kind: 'box', x: left(end), y: head + y, width: box, height: tall, fill: style.colourOf(grade) },
      {
        kind: 'text',
        x: left(end) + box / 2,
        y: head + y + tall / 2,
        text: grade === null ? '–' : `${style.nameOf(grade)}  ${style.count(count)}`,
        fill: style.inkOf(grade),
        anchor: 'middle',
        weight: 600,
      },
    ]),
  ]
  const whole = height + head
  return { svg: svgOf(marks, width, whole, style.font, 13), width, height: whole }
}
