import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import css from './TableCards.module.css'
import { SkeletonLines } from './States.tsx'
import { classNames } from './class-names.ts'
import type { Column } from './table-columns.ts'
import { useIsPrinting } from './use-is-printing.ts'
import { useTop } from './use-top.ts'
import type { Pages } from './use-pages.ts'

interface Props<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly pages: Pick<Pages<Row>, 'rows'> & Partial<Pages<Row>>
  readonly rowKey: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly foot?: Readonly<Record<string, ReactNode>> | undefined
}

/** The rows of a table as a phone shows them: what it is and its figure on one line, the rest below. */
export function TableCards<Row>({ label, columns, pages, rowKey, onOpen, foot }: Props<Row>) {
  const t = useT('common')
  const list = useRef<HTMLUListElement>(null)
  const isPrinting = useIsPrinting()
  const top = useTop(list)
  const { rows } = pages
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => 84, overscan: 8, scrollMargin: top })
  const seen = virtual.getVirtualItems()
  const lastSeen = seen.at(-1)?.index ?? -1
  useEffect(() => {
    if (lastSeen >= rows.length - 10) pages.loadMore?.()
  }, [lastSeen, rows.length, pages])
  const drawn = isPrinting ? rows.map((_, index) => ({ index, start: null })) : seen

  if (pages.isPending === true) return <SkeletonLines lines={9} />
  return (
    <>
      <ul
        ref={list}
        className={css.list}
        aria-label={label}
        style={isPrinting ? undefined : { height: virtual.getTotalSize(), position: 'relative' }}
      >
        {drawn.map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <li
              key={rowKey(row)}
              ref={virtual.measureElement}
              data-index={index}
              className={classNames(css.card, onOpen !== undefined && css.opens)}
              style={
                start === null
                  ? undefined
                  : { position: 'absolute', top: 0, insetInline: 0, transform: `translateY(${start - top}px)` }
              }
              onClick={(event) => {
                const isOnControl = event.target instanceof Element && event.target.closest('a, button, input') !== null
                if (onOpen !== undefined && !isOnControl) onOpen(row)
              }}
            >
              <Card columns={columns} row={row} />
            </li>
          )
        })}
      </ul>
      {foot !== undefined && (
        <dl className={css.foot}>
          {columns
            .filter((column) => foot[column.id] !== undefined)
            .map((column) => (
              <div key={column.id}>
                <dt>{column.header}</dt>
                <dd>{foot[column.id]}</dd>
              </div>
            ))}
        </dl>
      )}
      {pages.isLoadingMore === true && (
        <p className={css.more} role="status">
          {t('table.loadingMore')}
        </p>
      )}
    </>
  )
}

function Card<Row>({ columns, row }: { readonly columns: readonly Column<Row>[]; readonly row: Row }) {
  const placed = (place: Column<Row>['card']) =>
    columns.filter((column, index) => (column.card ?? (index === 0 ? 'title' : 'line')) === place)
  return (
    <>
      <div className={css.head}>
        <div className={css.title}>
          {placed('title').map((column) => (
            <span key={column.id}>{column.cell(row)}</span>
          ))}
        </div>
        <div className={css.figure}>
          {placed('figure').map((column) => (
            <span key={column.id}>{column.cell(row)}</span>
          ))}
        </div>
      </div>
      <div className={css.lines}>
        {placed('line').map((column) => {
          const said = column.cell(row)
          // A name with nothing behind it is read as something that is missing.
          if (said === '' || said === null) return null
          return (
            <span key={column.id} className={css.pair}>
              <span className={css.name}>{column.header}</span> {said}
            </span>
          )
        })}
      </div>
    </>
  )
}
