import { IconAlertTriangle } from '@tabler/icons-react'
import type { ImportSummary } from '../../../contract/import.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Notice } from '../../ui/States.tsx'
import { useKindName } from '../mapping/use-names.ts'
import css from './Import.module.css'
import type { Difference, KindCounts, Problem } from './import-options.ts'

/** What an import would do, or did: counts, problems, changes. */
export function Summary({
  summary,
  isDone,
  leftOut,
}: {
  readonly summary: ImportSummary
  readonly isDone: boolean
  /** The files with the lines left out. */
  readonly leftOut?: React.ReactNode
}) {
  const t = useT('importing')
  const format = useFormat()
  const { kinds, problems, rejected, differences, retiring, headerOnly, ignored } = summary
  return (
    <>
      {headerOnly.length > 0 && (
        <Notice>{t('result.headerOnly', { count: headerOnly.length, files: format.list(headerOnly) })}</Notice>
      )}
      {ignored.length > 0 && (
        <Notice>{t('result.ignored', { count: ignored.length, files: format.list(ignored) })}</Notice>
      )}
      <CountsSection kinds={kinds} />
      <ProblemsSection problems={problems} rejected={rejected} leftOut={leftOut} />
      {retiring.length > 0 && <RetiringSection retiring={retiring} />}
      {differences.length > 0 && <DifferencesSection differences={differences} isDone={isDone} />}
    </>
  )
}

const figures = ['rows', 'new', 'changed', 'unchanged', 'retired', 'rejected'] as const

/** Rows by kind and by what becomes of them. */
export function CountsSection({ kinds }: { readonly kinds: readonly KindCounts[] }) {
  const t = useT('importing')
  const kindName = useKindName()
  const isRetiring = kinds.some((kind) => kind.retired > 0)
  const shown = figures.filter((figure) => figure !== 'retired' || isRetiring)
  const columns: readonly Column<KindCounts>[] = [
    { id: 'kind', header: t('counts.kind'), cell: (row) => kindName(row.kind) },
    ...shown.map((figure): Column<KindCounts> => ({
      id: figure,
      header: t(`counts.${figure}`),
      align: 'end',
      width: 96,
      priority: figure === 'rows' ? 3 : 1,
      ...(figure === 'rejected' ? { hint: t('counts.rejectedHint') } : {}),
      cell: (row) => (figure === 'rejected' ? <Rejected count={row.rejected} /> : <Quiet count={row[figure]} />),
    })),
  ]
  const foot = Object.fromEntries([
    ['kind', t('counts.sum')],
    ...shown.map((figure) => [figure, <Count key={figure} count={kinds.reduce((sum, row) => sum + row[figure], 0)} />]),
  ]) as Readonly<Record<string, React.ReactNode>>
  return (
    <Section isBare title={t('counts.title')}>
      <DataTable
        label={t('counts.title')}
        columns={columns}
        pages={{ rows: kinds }}
        rowKey={(row) => row.kind}
        foot={kinds.length > 1 ? foot : undefined}
      />
    </Section>
  )
}

/** Lines left out, with the file, the line and what is wrong with it. */
export function ProblemsSection({
  problems,
  rejected,
  leftOut,
  actions,
}: {
  readonly problems: readonly Problem[]
  readonly rejected: number
  readonly leftOut?: React.ReactNode
  readonly actions?: React.ReactNode
}) {
  const t = useT('importing')
  const format = useFormat()
  if (rejected === 0) return <Notice>{t('problems.none')}</Notice>
  const columns: readonly Column<Problem>[] = [
    { id: 'file', header: t('problems.file'), width: 150, cell: (row) => row.file },
    {
      id: 'line',
      header: t('problems.line'),
      width: 72,
      align: 'end',
      cell: (row) => <Count count={row.line} />,
    },
    { id: 'column', header: t('problems.column'), width: 120, priority: 3, cell: (row) => row.column ?? '' },
    {
      id: 'value',
      header: t('problems.value'),
      width: 140,
      priority: 2,
      cell: (row) => (row.value === null ? '' : <code className={css.value}>{row.value}</code>),
    },
    {
      id: 'message',
      header: t('problems.message'),
      cell: (row) => <span title={row.message}>{row.message}</span>,
    },
  ]
  const cut = problems.length < rejected ? ` ${t('problems.shown', { shown: format.integer(problems.length) })}` : ''
  return (
    <Section
      isBare
      title={t('problems.title')}
      hint={`${t('problems.hint', { count: rejected })}${cut}`}
      actions={actions}
    >
      {leftOut}
      <DataTable
        label={t('problems.title')}
        columns={columns}
        pages={{ rows: problems }}
        rowKey={(row) => `${row.file} ${row.line} ${row.column ?? ''} ${row.message}`}
      />
    </Section>
  )
}

function DifferencesSection({
  differences,
  isDone,
}: {
  readonly differences: readonly Difference[]
  readonly isDone: boolean
}) {
  const t = useT('importing')
  const kindName = useKindName()
  const cellOf = (value: string | null) =>
    value === null ? (
      <span className={css.empty}>{t('differences.empty')}</span>
    ) : (
      <code className={css.value}>{plainValue(value)}</code>
    )
  const columns: readonly Column<Difference>[] = [
    { id: 'kind', header: t('differences.kind'), width: 130, priority: 2, cell: (row) => kindName(row.kind) },
    { id: 'key', header: t('differences.key'), card: 'title', cell: (row) => row.key },
    { id: 'column', header: t('differences.column'), width: 130, cell: (row) => row.column },
    { id: 'before', header: t('differences.before'), width: 150, cell: (row) => cellOf(row.before) },
    { id: 'after', header: t('differences.after'), width: 150, cell: (row) => cellOf(row.after) },
  ]
  return (
    <Section isBare title={t('differences.title')} hint={t(isDone ? 'differences.hintDone' : 'differences.hint')}>
      <DataTable
        label={t('differences.title')}
        columns={columns}
        pages={{ rows: differences }}
        rowKey={(row) => `${row.kind} ${row.source} ${row.key} ${row.column}`}
      />
    </Section>
  )
}

function RetiringSection({ retiring }: { readonly retiring: ImportSummary['retiring'] }) {
  const t = useT('importing')
  const kindName = useKindName()
  const columns: readonly Column<ImportSummary['retiring'][number]>[] = [
    { id: 'kind', header: t('retiring.kind'), width: 130, cell: (row) => kindName(row.kind) },
    { id: 'row', header: t('retiring.row'), cell: ({ row }) => wordsOf(row) },
  ]
  return (
    <Section isBare title={t('retiring.title')} hint={t('retiring.hint')}>
      <DataTable
        label={t('retiring.title')}
        columns={columns}
        pages={{ rows: retiring }}
        rowKey={({ kind, row }) => `${kind} ${wordsOf(row)}`}
      />
    </Section>
  )
}

function wordsOf(row: Readonly<Record<string, string | null>>): string {
  return Object.values(row)
    .filter((cell) => cell !== null && cell !== '')
    .map((cell) => plainValue(cell ?? ''))
    .join(' · ')
}

/** An amount without the zeros that only say how the ledger keeps it; any other cell as it is. */
function plainValue(cell: string): string {
  return /^-?\d+\.\d{6}$/.test(cell) ? cell.replace(/(\.\d{2}\d*?)0+$/, '$1') : cell
}

/** A count that draws the eye only when there is something to see. */
function Quiet({ count }: { readonly count: number }) {
  return count === 0 ? <span className={css.zero}>0</span> : <Count count={count} />
}

function Rejected({ count }: { readonly count: number }) {
  if (count === 0) return <Quiet count={0} />
  return (
    <span className={css.rejected}>
      <IconAlertTriangle size={13} aria-hidden />
      <Count count={count} />
    </span>
  )
}
