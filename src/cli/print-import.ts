import type { ImportSummary } from '../app/import/import-summary.ts'
import { shownCount } from './format.ts'
import { printTable } from './print.ts'
import type { Terminal } from './print.ts'

/** How many rows of a list a person is shown; --json has more, the files of rejected lines have all. */
const shown = 50

/** What an import did, or would do. `again` is the command that takes corrected lines; null when there are none. */
export function printImport(terminal: Terminal, summary: ImportSummary, dryRun: boolean, again: string | null): void {
  const right = 'right' as const
  printTable(
    terminal,
    [
      { title: 'kind', cell: (row) => row.kind },
      { title: 'new', cell: (row) => row.new, align: right },
      { title: 'changed', cell: (row) => row.changed, align: right },
      { title: 'unchanged', cell: (row) => row.unchanged, align: right },
      { title: 'retired', cell: (row) => row.retired, align: right },
      { title: 'rejected', cell: (row) => row.rejected, align: right },
    ],
    summary.kinds,
  )
  for (const name of summary.headerOnly) terminal.out(`${name} has a header and no rows\n`)
  for (const name of summary.ignored) terminal.out(`${name} was not taken: no kind has that name\n`)
  printDifferences(terminal, summary)
  if (dryRun && summary.retiring.length > 0) {
    printRetiring(terminal, summary.retiring, sum(summary.kinds.map((kind) => kind.retired)))
  }
  if (summary.problems.length > 0) {
    const lines = summary.rejected === 1 ? 'line' : 'lines'
    terminal.out(`\n${shownCount(summary.rejected)} ${lines} rejected:\n`)
    for (const problem of summary.problems.slice(0, shown)) {
      terminal.out(`  ${problem.file} line ${String(problem.line)}: ${problem.message}\n`)
    }
    if (summary.rejected > shown) terminal.out('  ... and more\n')
    if (again !== null) terminal.out(`Correct the files there, then: ${again}\n`)
  }
  const what = `source "${summary.source}", base currency ${summary.baseCurrency}`
  terminal.out(
    dryRun
      ? `\nDry run, nothing was written (${what})\n`
      : `\nImported as number ${String(summary.number)}, ${summary.id ?? ''} (${what})\n`,
  )
}

/** The rows that a replace takes out: `rows` are the first of `count`. */
export function printRetiring(terminal: Terminal, rows: ImportSummary['retiring'], count: number): void {
  const noun = count === 1 ? 'row' : 'rows'
  terminal.out(`\n${shownCount(count)} ${noun} of the range that the files no longer hold:\n`)
  for (const { kind, row } of rows.slice(0, shown)) {
    const cells = Object.entries(row).flatMap(([name, cell]) => (cell === null ? [] : [`${name} ${shortest(cell)}`]))
    terminal.out(`  ${kind}: ${cells.join(', ')}\n`)
  }
  if (count > shown) terminal.out(`  ... and ${shownCount(count - shown)} more\n`)
  terminal.out('\n')
}

function printDifferences(terminal: Terminal, { differences }: ImportSummary): void {
  if (differences.length === 0) return
  terminal.out('\nChanged cells:\n')
  printTable(
    terminal,
    [
      { title: 'kind', cell: (row) => row.kind },
      { title: 'key', cell: (row) => row.key },
      { title: 'column', cell: (row) => row.column },
      { title: 'before', cell: (row) => row.before && shortest(row.before) },
      { title: 'after', cell: (row) => row.after && shortest(row.after) },
    ],
    differences.slice(0, shown),
  )
  if (differences.length > shown) terminal.out('... and more, see --json\n')
}

/** A stored amount without needless zeros; any other text as it is. */
function shortest(cell: string): string {
  return cell.replace(/^(-?\d+\.\d\d\d*?)0+$/, '$1')
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
