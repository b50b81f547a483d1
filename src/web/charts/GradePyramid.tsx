import { useT } from '../i18n/i18n.ts'
import { readToken } from '../theme/theme.ts'
import { GradeBadge } from '../ui/Badges.tsx'
import { useBook, useCurrency, useFormat } from '../ui/book-context.ts'
import { classNames } from '../ui/class-names.ts'
import { Percent } from '../ui/Figures.tsx'
import { gradeTone } from '../ui/grade-tone.ts'
import { AccountsLink } from './AccountsLink.tsx'
import type { AccountFilter } from './AccountsLink.tsx'
import { ChartFrame } from './ChartFrame.tsx'
import { flowsOf, pyramidRows, pyramidTable } from './grade-pyramid.ts'
import type { PyramidBar, PyramidGrade, PyramidRow } from './grade-pyramid.ts'
import css from './GradePyramid.module.css'
import { pyramidPicture } from './pyramid-picture.ts'

interface Props {
  readonly title: string
  readonly grades: readonly PyramidGrade[]
  /** What the accounts of the picture have in common: every figure opens those of them it counts. */
  readonly filter: AccountFilter
  readonly period: string
}

const glyphs = { up: '▲', down: '▼', arrived: '✦', left: '✕' } as const

/** Accounts of each grade to one side and their spend to the other, the year before as an outline, and who came and went. */
export function GradePyramid({ title, grades, filter, period }: Props) {
  const t = useT('portfolio')
  const tCharts = useT('charts')
  const format = useFormat()
  const currency = useCurrency()
  const policy = useBook()?.policy.grades.map(({ label }) => label) ?? []
  const rows = pyramidRows(grades)
  const hasSpend = rows.some(({ spend }) => spend !== null)
  const words = {
    grade: t('pyramid.grade'),
    none: t('pyramid.none'),
    accounts: t('pyramid.accounts'),
    accountsBefore: t('pyramid.accountsBefore'),
    up: t('pyramid.up'),
    down: t('pyramid.down'),
    arrived: t('pyramid.arrived'),
    left: t('pyramid.left'),
    spend: t('pyramid.spend'),
    spendBefore: t('pyramid.spendBefore'),
    count: format.integer,
    money: (amount: string) => format.wholeMoney(amount, currency),
  }

  return (
    <ChartFrame
      title={title}
      message={useMessage(rows)}
      table={pyramidTable(rows, words)}
      period={period}
      picture={() =>
        pyramidPicture(rows, {
          ...words,
          share: format.percent,
          shortMoney: format.shortMoney,
          colourOf: (grade) => readToken(grade === null ? '--grade-none-hatch' : `--grade-${gradeTone(grade, policy)}`),
          ink: readToken('--ink'),
          soft: readToken('--ink-soft'),
          font: getComputedStyle(document.body).fontFamily,
        })
      }
    >
      <table className={css.pyramid}>
        <thead>
          <tr>
            {hasSpend && (
              <>
                <th scope="col" className={css.figure}>
                  {t('pyramid.accounts')}
                </th>
                <td aria-hidden className={css.side} />
              </>
            )}
            <th scope="col" className={css.middle}>
              <span className="unseen">{t('pyramid.grade')}</span>
            </th>
            <td aria-hidden className={css.side} />
            <th scope="col" className={css.figureAfter}>
              {hasSpend ? t('pyramid.spend') : t('pyramid.accounts')}
            </th>
            <th scope="col" className={css.flowsHead}>
              {t('pyramid.moved')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.grade.grade ?? ''} row={row} policy={policy} filter={filter} />
          ))}
        </tbody>
      </table>
      <p className={css.key} aria-hidden>
        <span className={css.keyNow} /> {tCharts('now')} <span className={css.keyBefore} /> {tCharts('before')}
        <span className={css.keyFlow}>
          ▲ {t('pyramid.up')} · ▼ {t('pyramid.down')} · ✦ {t('pyramid.arrived')} · ✕ {t('pyramid.left')}
        </span>
      </p>
    </ChartFrame>
  )
}

/** A grade: accounts to the left and spend to the right of its letter; without spend the accounts stand to the right. */
function Line({
  row,
  policy,
  filter,
}: {
  readonly row: PyramidRow
  readonly policy: readonly string[]
  readonly filter: AccountFilter
}) {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const { grade, accounts, spend, accountShare, spendShare } = row
  const name = grade.grade ?? t('pyramid.none')
  // Who left the book has no grade either: their money counts here, but they are no accounts any more.
  const behind: AccountFilter = { ...filter, grade: [grade.grade ?? 'none'] }
  const own: AccountFilter = grade.grade === null ? { ...behind, standing: 'valid' } : behind
  const look = { colour: `var(--grade-${gradeTone(grade.grade, policy)})`, isHatched: grade.grade === null }
  const count = (
    <>
      <AccountsLink
        filter={own}
        label={t('pyramid.countOf', { count: grade.count, grade: name, before: format.integer(grade.countBefore) })}
      >
        {format.integer(grade.count)}
      </AccountsLink>
      <span className={css.share}>
        <Percent share={accountShare} />
      </span>
    </>
  )
  const flows = flowsOf(grade, policy).map(({ flow, count: moved, part }) =>
    moved === 0 ? (
      <span key={flow} className={classNames(css.flow, css.nobody)}>
        <span aria-hidden>{glyphs[flow]}</span> 0
      </span>
    ) : (
      <AccountsLink
        key={flow}
        filter={{ ...filter, ...part }}
        className={classNames(css.flow, css[flow])}
        label={t(`pyramid.${flow}Of`, { count: moved, grade: name })}
      >
        <span aria-hidden>{glyphs[flow]}</span> {format.integer(moved)}
      </AccountsLink>
    ),
  )
  return (
    <>
      <tr>
        {spend && (
          <>
            <td className={css.figure}>{count}</td>
            <td className={css.side} aria-hidden>
              <Bar bar={accounts} {...look} isLeft />
            </td>
          </>
        )}
        <th scope="row" className={css.middle}>
          <GradeBadge grade={grade.grade} isShort />
        </th>
        <td className={css.side} aria-hidden>
          <Bar bar={spend ?? accounts} {...look} />
        </td>
        <td className={css.figureAfter}>
          {spend && grade.spend !== undefined ? (
            <>
              <AccountsLink
                filter={behind}
                sort="-spend"
                // Begins with what stands there: whoever speaks to the screen says what they see.
                label={`${format.shortMoney(grade.spend)}: ${t('pyramid.spendOf', {
                  spend: format.wholeMoney(grade.spend, currency),
                  grade: name,
                  before: grade.spendBefore === undefined ? '–' : format.wholeMoney(grade.spendBefore, currency),
                })}`}
              >
                {format.shortMoney(grade.spend)}
              </AccountsLink>
              <span className={css.share}>
                <Percent share={spendShare} />
              </span>
            </>
          ) : (
            count
          )}
        </td>
        <td className={css.flows}>{flows}</td>
      </tr>
      {/* Where a row is too narrow for them: a line of their own. */}
      {flows.length > 0 && (
        <tr className={css.flowsBelow}>
          <td colSpan={spend ? 5 : 3}>{flows}</td>
        </tr>
      )}
    </>
  )
}

function Bar({
  bar,
  colour,
  isLeft = false,
  isHatched,
}: {
  readonly bar: PyramidBar
  readonly colour: string
  readonly isLeft?: boolean
  readonly isHatched: boolean
}) {
  return (
    <span className={classNames(css.track, isLeft && css.trackLeft)}>
      <span
        className={classNames(css.bar, isHatched && css.hatched)}
        style={{ width: `${bar.now * 100}%`, ...(isHatched ? {} : { background: colour }) }}
      />
      {bar.before > 0 && <span className={css.before} style={{ width: `${bar.before * 100}%` }} />}
    </span>
  )
}

/** The best grade against the whole, where money is known; else who moved. */
function useMessage(rows: readonly PyramidRow[]): string {
  const t = useT('portfolio')
  const format = useFormat()
  const graded = rows.filter(({ grade }) => grade.grade !== null)
  const count = graded.reduce((sum, { grade }) => sum + grade.count, 0)
  if (count === 0) return t('pyramid.messageEmpty')
  const best = graded[0]
  if (best && best.accountShare !== null && best.spendShare !== null) {
    return t('pyramid.message', {
      grade: best.grade.grade ?? '',
      accounts: format.percent(best.accountShare),
      spend: format.percent(best.spendShare),
    })
  }
  const sum = (flow: 'up' | 'down') => format.integer(graded.reduce((total, { grade }) => total + grade[flow], 0))
  return t('pyramid.messageCounts', { accounts: format.integer(count), up: sum('up'), down: sum('down') })
}
