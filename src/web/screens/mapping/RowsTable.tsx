import { kindOf, type Column } from '../../../domain/kind.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import type { Reading } from './inspection.ts'
import css from './Mapping.module.css'
import { useColumnName } from './use-names.ts'
import { writeValue } from './write-value.ts'

type Cell = Reading['rows'][number]['cells'][number]

/** The first rows as they will be read, with what the file says where that is written otherwise, and what is wrong. */
export function RowsTable({ reading }: { readonly reading: Reading }) {
  const t = useT('mapping')
  const columnName = useColumnName()
  const { rows, kind } = reading
  const columns = kindOf(kind).columns.filter(({ name }) =>
    rows.some(({ cells }) => cells.some((cell) => cell.column === name && (cell.raw !== null || cell.value !== null))),
  )
  const problems = rows.flatMap(({ number, cells }) =>
    cells.flatMap(({ column, problem }) => (problem === null ? [] : [{ number, column, problem }])),
  )
  if (rows.length === 0) return <p className={css.quiet}>{t('rows.none')}</p>
  return (
    <>
      <p className={css.quiet}>{t('rows.hint', { count: rows.length })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys push aside what does not fit */}
      <div className={css.scroll} role="group" aria-label={t('rows.title')} tabIndex={0}>
        <table className={css.rows}>
          <thead>
            <tr>
              <th scope="col" className={css.figure}>
                {t('rows.number')}
              </th>
              {columns.map((column) => (
                <th key={column.name} scope="col" className={column.type === 'amount' ? css.figure : undefined}>
                  {columnName(kind, column.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells }) => (
              <tr key={number}>
                <td className={classNames(css.figure, css.quiet)}>{number}</td>
                {columns.map((column) => (
                  <ReadCell key={column.name} column={column} cell={cells.find((one) => one.column === column.name)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problems.length > 0 && (
        <ul className={css.problems} aria-label={t('rows.problems')}>
          {problems.map(({ number, column, problem }) => (
            <li key={`${number} ${column}`}>
              {t('rows.problem', { number, column: columnName(kind, column), message: problem })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ReadCell({ column, cell }: { readonly column: Column; readonly cell: Cell | undefined }) {
  const t = useT('mapping')
  const format = useFormat()
  const className = column.type === 'amount' ? css.figure : undefined
  if (cell === undefined) return <td className={className} />
  const { raw, value, problem } = cell
  if (problem !== null) {
    return (
      <td className={classNames(className, css.wrong)} title={problem}>
        {raw ?? t('rows.empty')}
      </td>
    )
  }
  const shown = value === null ? null : writeValue(format, column, value)
  return (
    <td className={className}>
      {shown}
      {raw !== null && raw !== shown && raw !== value && <code className={css.raw}>{raw}</code>}
    </td>
  )
}
