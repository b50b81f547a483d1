import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import css from './DataTable.module.css'
import { Building, EmptyState, ErrorLine, ErrorState } from './States.tsx'
import { TableCards } from './TableCards.tsx'
import { classNames } from './class-names.ts'
import { fittingColumns, type Column } from './table-columns.ts'
import { useIsPrinting } from './use-is-printing.ts'
import { useTop } from './use-top.ts'
import { useRowKeys } from './use-row-keys.ts'
import type { Pages } from './use-pages.ts'

export type { Column } from './table-columns.ts'

interface Props<Row> {
  /** What the rows are, for those who listen. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly pages: Pick<Pages<Row>, 'rows'> & Partial<Pages<Row>>
  readonly rowKey: (row: Row) => string
  /** How many there are in all, where that is known. */
  readonly total?: number | undefined
  /** `spend` or `-spend`, as it stands in the address. */
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
  readonly onOpen?: (row: Row) => void
  /** The row that is open beside the list. */
  readonly openKey?: string | undefined
  /** What stands there when nothing matches. */
  readonly empty?: ReactNode
  /** The last row of all, such as a sum, by column. */
  readonly foot?: Readonly<Record<string, ReactNode>> | undefined
}

const cardsBelow = 600
const ahead = 15

/**
 * Rows as one reads them: any number, only those in sight are drawn. Columns that do not fit leave, the least important first; a
 * phone shows cards. j, k and the arrows move, Enter opens.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { pages, empty } = props
  const t = useT('common')
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)

  if (pages.error !== null && pages.error !== undefined && pages.rows.length === 0) {
    return <ErrorState error={pages.error} {...(pages.retry === undefined ? {} : { onRetry: pages.retry })} />
  }
  if (pages.isPending === true && pages.failure?.code === 'building') return <Building detail={pages.failure.detail} />
  const isEmpty = pages.isPending !== true && pages.rows.length === 0
  return (
    <div ref={frame} className={classNames(css.frame, pages.isStale === true && css.stale)} data-print="whole">
      {isEmpty && (empty ?? <EmptyState title={t('table.emptyTitle')}>{t('table.emptyAdvice')}</EmptyState>)}
      {!isEmpty && width > 0 && (width < cardsBelow ? <TableCards {...props} /> : <Rows {...props} width={width} />)}
      {!isEmpty && pages.error !== null && pages.error !== undefined && (
        <div className={css.failed}>
          <ErrorLine error={pages.error} />
          {pages.retry !== undefined && (
            <Button size="s" onClick={pages.retry}>
              {t('error.reload')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function Rows<Row>({ width, ...props }: Props<Row> & { readonly width: number }) {
  const { label, columns, pages, rowKey, total, sort, onSort, onOpen, openKey, foot } = props
  const t = useT('common')
  const body = useRef<HTMLTableSectionElement>(null)
  const isPrinting = useIsPrinting()
  const fitting = fittingColumns(columns, width)
  const { rows } = pages
  const top = useTop(body)
  const rowHeight = useRowHeight()
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => keyAt(rows, rowKey, index),
    scrollPaddingStart: 140,
    scrollPaddingEnd: 80,
  })
  const keys = useRowKeys({
    count: rows.length,
    first:
      openKey === undefined
        ? 0
        : Math.max(
            0,
            rows.findIndex((row) => rowKey(row) === openKey),
          ),
    body,
    show: (index) => (index === 0 ? scrollTo(0, 0) : virtual.scrollToIndex(index)),
    onOpen: (index) => {
      const row = rows[index]
      if (row !== undefined) onOpen?.(row)
    },
  })
  const seen = virtual.getVirtualItems()
  const lastSeen = seen.at(-1)?.index ?? -1
  useEffect(() => {
    if (lastSeen >= rows.length - ahead) pages.loadMore?.()
  }, [lastSeen, rows.length, pages])

  const drawn = isPrinting ? rows.map((_, index) => ({ index })) : seen
  const before = isPrinting ? 0 : (seen[0]?.start ?? top) - top
  const after = isPrinting ? 0 : virtual.getTotalSize() - ((seen.at(-1)?.end ?? top) - top)

  return (
    <table
      className={css.table}
      role="grid"
      aria-label={label}
      aria-rowcount={total ?? (pages.hasMore === true ? -1 : rows.length + 1)}
      aria-busy={pages.isPending === true || pages.isStale === true}
    >
      <colgroup>
        {fitting.map((column) => (
          <col key={column.id} style={{ width: `${column.share}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {fitting.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={keys.onKeyDown} onMouseOver={tellWhole} onFocus={tellWhole}>
        {pages.isPending === true && <SkeletonRows columns={fitting.length} />}
        {before > 0 && <Gap height={before} columns={fitting.length} />}
        {drawn.map(({ index }) => {
          const row = rows[index]
          if (row === undefined) return null
          const key = rowKey(row)
          return (
            <tr
              key={key}
              aria-rowindex={index + 2}
              aria-selected={openKey === undefined ? undefined : openKey === key}
              data-row={index}
              tabIndex={index === keys.active ? 0 : -1}
              className={classNames(css.row, onOpen !== undefined && css.opens, openKey === key && css.open)}
              onFocus={() => keys.setActive(index)}
              onClick={(event) => {
                if (onOpen !== undefined && !isOnControl(event)) onOpen(row)
              }}
            >
              {fitting.map((column) => (
                <td key={column.id} className={css[column.align ?? 'start']}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          )
        })}
        {after > 0 && <Gap height={after} columns={fitting.length} />}
      </tbody>
      {foot !== undefined && (
        <tfoot>
          <tr>
            {fitting.map((column) => (
              <td key={column.id} className={css[column.align ?? 'start']}>
                {foot[column.id]}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
      {pages.isLoadingMore === true && (
        <caption className={css.more} role="status">
          {t('table.loadingMore')}
        </caption>
      )}
    </table>
  )
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: string | undefined
  readonly onSort: ((sort: string) => void) | undefined
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const t = useT('common')
  const by = column.sort
  const isDown = sort === `-${by}`
  const isUp = by !== undefined && sort === by
  const direction = isUp ? 'ascending' : isDown ? 'descending' : 'none'
  return (
    <th
      scope="col"
      className={css[column.align ?? 'start']}
      aria-sort={by === undefined ? undefined : direction}
      title={column.hint}
    >
      {by === undefined || onSort === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          className={classNames(css.sort, (isUp || isDown) && css.sorted)}
          title={column.hint ?? t('table.sortBy', { column: column.header })}
          onClick={() => onSort(nextSort(by, sort, column.firstSort ?? 'up'))}
        >
          {column.header}
          {isUp && <IconArrowUp size={12} aria-hidden />}
          {isDown && <IconArrowDown size={12} aria-hidden />}
        </button>
      )}
    </th>
  )
}

function nextSort(by: string, sort: string | undefined, first: 'up' | 'down'): string {
  if (sort === by) return `-${by}`
  if (sort === `-${by}`) return by
  return first === 'up' ? by : `-${by}`
}

function SkeletonRows({ columns }: { readonly columns: number }) {
  return Array.from({ length: 12 }, (_, row) => (
    <tr key={row} className={css.row} aria-hidden>
      {Array.from({ length: columns }, (__, column) => (
        <td key={column}>
          <span className={css.skeleton} style={{ width: `${48 + ((row * 7 + column * 13) % 40)}%` }} />
        </td>
      ))}
    </tr>
  ))
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} className={css.gap} style={{ height }} />
    </tr>
  )
}

function keyAt<Row>(rows: readonly Row[], rowKey: (row: Row) => string, index: number): string | number {
  const row = rows[index]
  return row === undefined ? index : rowKey(row)
}

/** A link or button in a row does its own; text that is being selected is no click. */
function isOnControl(event: React.MouseEvent): boolean {
  if (getSelection()?.isCollapsed === false) return true
  return event.target instanceof Element && event.target.closest('a, button, input, select, label') !== null
}

/** Words that are wider than their column are told whole to whoever points at them or comes to them. */
function tellWhole({ target }: React.SyntheticEvent): void {
  const cell = target instanceof Element ? target.closest('td') : null
  if (cell !== null && cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText
  else cell?.removeAttribute('title')
}

/** The width the last table had: on the way back to a list the page is as high as it was before it is scrolled to its place. */
let lastWidth = 0

function useWidth(frame: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(lastWidth)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    // Called at once with what it is now, and again with every change.
    const observer = new ResizeObserver(() => {
      lastWidth = element.clientWidth
      setWidth(lastWidth)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}

/** The height of a row as the tokens say it, which thumbs need larger. */
function useRowHeight(): number {
  const [height] = useState(
    () => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 36,
  )
  return height
}
