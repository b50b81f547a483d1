import { postures } from '../../domain/profit/posture.ts'
import type { Posture } from '../../domain/profit/posture.ts'
import type { Picture } from './picture.ts'
import type { PostureLayout } from './posture-map.ts'
import { svgOf } from './svg.ts'
import type { Mark } from './svg.ts'

interface PictureStyle {
  /** What stands in the corner of a posture: its name and how many accounts. */
  readonly titleOf: (posture: Posture) => string
  readonly colourOf: (posture: Posture) => string
  readonly rateAxis: string
  readonly levelAxis: string
  readonly ink: string
  readonly soft: string
  readonly line: string
  readonly font: string
}

const [width, height, foot] = [760, 420, 28]
const radius = 4

/** The map as a drawing, for a slide. */
export function posturePicture({ edge, places }: PostureLayout, style: PictureStyle): Picture {
  const corner = (posture: Posture): Mark => {
    const isRight = posture === 'secure' || posture === 'get-more'
    const isTop = posture === 'secure' || posture === 'make-profitable'
    return {
      kind: 'text',
      x: isRight ? width - 8 : 8,
      y: isTop ? 14 : height - 14,
      text: style.titleOf(posture),
      fill: style.ink,
      anchor: isRight ? 'end' : 'start',
      weight: 600,
    }
  }
  const box = (x: number, y: number, wide: number, tall: number): Mark => ({
    kind: 'box',
    x,
    y,
    width: wide,
    height: tall,
    fill: style.line,
  })
  const marks: Mark[] = [
    box(edge.x * width, 0, 1, height),
    box(0, edge.y * height, width, 1),
    ...places.map(({ point, x, y }): Mark => ({
      kind: 'shape',
      path: circle(x * width, y * height),
      fill: style.colourOf(point.posture),
      opacity: 0.7,
    })),
    ...postures.map(corner),
    { kind: 'text', x: width, y: height + foot / 2, text: style.rateAxis, fill: style.soft, anchor: 'end' },
    { kind: 'text', x: 0, y: height + foot / 2, text: style.levelAxis, fill: style.soft },
  ]
  return { svg: svgOf(marks, width, height + foot, style.font, 13), width, height: height + foot }
}

function circle(x: number, y: number): string {
  const [left, right] = [x - radius, x + radius]
  return `M${left} ${y}A${radius} ${radius} 0 1 1 ${right} ${y}A${radius} ${radius} 0 1 1 ${left} ${y}Z`
}
