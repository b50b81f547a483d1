import type { ChartTable } from './chart-table.ts'
import classes from './ChartFrame.module.css'

/** The numbers of a chart to read, with the first column as the name of its row. */
export function ChartTableView({ table, label }: { readonly table: ChartTable; readonly label: string }) {
  return (
    // The table may be longer than its window: the keyboard must be able to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached
    <div className={classes.window} tabIndex={0} role="region" aria-label={label} data-print="whole">
      <table className={classes.table}>
        <thead>
          <tr>
            {table.columns.map(({ title, isFigure }) => (
              <th key={title} scope="col" data-figure={isFigure}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            // Rows of a chart have no id of their own and never change places.
            <tr key={row}>
              {cells.map(({ text }, column) => {
                const { title, isFigure } = table.columns[column] ?? { title: '', isFigure: false }
                return column === 0 ? (
                  <th key={title} scope="row" data-figure={isFigure}>
                    {text}
                  </th>
                ) : (
                  <td key={title} data-figure={isFigure}>
                    {text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
