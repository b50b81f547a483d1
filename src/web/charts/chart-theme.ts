/** The colours and the face of a chart, as the page has them now. */
export interface ChartTheme {
  readonly text: string
  readonly muted: string
  readonly hairline: string
  readonly surface: string
  readonly accent: string
  /** What was before: the quieter of two. */
  readonly before: string
  readonly font: string
  /** Pixels of the smallest text. */
  readonly size: number
}
