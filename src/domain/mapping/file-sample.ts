/** The beginning of a file. */
export interface FileSample {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Whether `rows` are all there are. */
  readonly isWhole: boolean
}
