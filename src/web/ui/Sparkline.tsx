import css from './Sparkline.module.css'
import { sparkPath } from './spark-path.ts'

interface Props {
  /** The oldest first; null is not known. */
  readonly values: readonly (string | null)[]
  /** What it shows, for those who listen. */
  readonly label: string
  readonly width?: number
  readonly height?: number
}

/** A small line of money over time: shape only, the figures stand beside it. */
export function Sparkline({ values, label, width = 84, height = 22 }: Props) {
  const { line, area, end } = sparkPath(values, width, height)
  return (
    <svg
      className={css.spark}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path className={css.area} d={area} />
      <path className={css.line} d={line} />
      {end && <circle className={css.end} cx={end.x} cy={end.y} r="1.8" />}
    </svg>
  )
}
