/** Joins the names that are there: `classNames(css.row, isOpen && css.open)`. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => name !== false && name !== null && name !== undefined && name !== '').join(' ')
}
