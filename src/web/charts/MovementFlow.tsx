import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Output } from '../../contract/operations.ts'
import { useT } from '../i18n/i18n.ts'
import { readToken } from '../theme/theme.ts'
import { useBook, useCurrency, useFormat } from '../ui/book-context.ts'
import { classNames } from '../ui/class-names.ts'
import { gradeTone } from '../ui/grade-tone.ts'
import { shortGrade } from '../ui/short-grade.ts'
import { AccountsLink } from './AccountsLink.tsx'
import type { AccountFilter } from './AccountsLink.tsx'
import { ChartFrame } from './ChartFrame.tsx'
import { flowPicture } from './flow-picture.ts'
import { flowMoves, flowTable, layOutFlow, streamPath } from './movement-flow.ts'
import type { Stream } from './movement-flow.ts'
import css from './MovementFlow.module.css'

interface Props {
  readonly title: string
  readonly flow: Output<'getMovementFlow'>
  /** What the accounts have in common: every box and every stream opens those of them it counts. */
  readonly filter: AccountFilter
  readonly period: string
  /** Controls beside the title. */
  readonly controls?: ReactNode
}

const height = 340
const streamTokens = { up: '--up', down: '--down', in: '--new', out: '--lost', kept: '--ink-faint' } as const

/** Who went from grade to grade, end after end: streams that rise moved up, those that fall moved down. */
export function MovementFlow({ title, flow, filter, period, controls }: Props) {
  const t = useT('portfolio')
  const format = useFormat()
  const navigate = useNavigate()
  const streamText = useStreamText(flow)
  const labels = useMemo(
    () => flow.ends[0]?.grades.flatMap(({ grade }) => (grade === null ? [] : [grade])) ?? [],
    [flow],
  )
  const layout = useMemo(() => layOutFlow(flow, labels, height), [flow, labels])
  const [place, setPlace] = useState<number | null>(null)
  const { nodes, streams } = layout
  const looked = place === null ? undefined : streams[place]
  const days = flow.ends.map(({ to }) => to)
  const filterOf = ({ end, from, to }: Stream): AccountFilter => ({
    ...filter,
    gradeAt: [`${days[end] ?? ''}:${from ?? 'none'}`, `${days[end + 1] ?? ''}:${to ?? 'none'}`],
  })
  const open = (stream: Stream | undefined): void => {
    if (stream) void navigate({ to: '/accounts', search: filterOf(stream) })
  }
  const walk = (event: KeyboardEvent): void => {
    const look = (next: number): void => setPlace(Math.min(Math.max(next, 0), streams.length - 1))
    if (event.key === 'ArrowRight') look((place ?? -1) + 1)
    else if (event.key === 'ArrowLeft') look((place ?? streams.length) - 1)
    else if (event.key === 'Home') look(0)
    else if (event.key === 'End') look(streams.length - 1)
    else if (event.key === 'Enter') open(looked)
    else if (event.key === 'Escape') setPlace(null)
    else return
    event.preventDefault()
  }
  const message = useMessage(flow, flowMoves(layout))
  const gaps = Math.max(days.length - 1, 1)
  const leftOf = (end: number): string => `calc(${String(end / gaps)} * (100% - var(--box)))`
  // Over the middle of its box; the first and the last keep within the edges.
  const dayAt = (end: number): string =>
    end === 0 ? '0' : end === gaps ? '100%' : `calc(${leftOf(end)} + var(--box) / 2)`
  const toneOf = (grade: string | null) => gradeTone(grade, labels)
  const nameOf = (grade: string): string => shortGrade(grade, labels)

  return (
    <ChartFrame
      title={title}
      message={message}
      period={period}
      controls={controls}
      table={flowTable(flow, layout, {
        from: t('flow.from'),
        to: t('flow.to'),
        gradeBefore: t('flow.gradeBefore'),
        gradeAfter: t('flow.gradeAfter'),
        accounts: t('flow.accounts'),
        change: t('flow.change'),
        none: t('flow.none'),
        day: format.day,
        count: format.integer,
        money: format.change,
      })}
      picture={() =>
        flowPicture(layout, height, {
          days: days.map(format.day),
          count: format.integer,
          nameOf,
          colourOf: (grade) => readToken(grade === null ? '--grade-none-hatch' : `--grade-${toneOf(grade)}`),
          inkOf: (grade) => readToken(grade === null ? '--ink' : `--grade-${toneOf(grade)}-ink`),
          streamColour: (direction) => readToken(streamTokens[direction]),
          soft: readToken('--ink-soft'),
          font: getComputedStyle(document.body).fontFamily,
        })
      }
    >
      <div className={css.window}>
        <div className={css.inside}>
          <div className={css.days} aria-hidden>
            {days.map((day, end) => (
              <span key={day} className={css.day} style={{ left: dayAt(end) }}>
                {format.day(day)}
              </span>
            ))}
          </div>
          <div className={css.picture} style={{ height }}>
            {/* What a slider is to those who listen: a row of streams, one of them looked at, said in words. */}
            <div
              className={css.streams}
              role="slider"
              tabIndex={0}
              aria-label={`${title}. ${message} ${t('flow.keys')}`}
              aria-valuemin={1}
              aria-valuemax={Math.max(streams.length, 1)}
              aria-valuenow={(place ?? 0) + 1}
              aria-valuetext={looked ? streamText(looked) : t('flow.hint')}
              onKeyDown={walk}
            >
              {days.slice(1).map((day, end) => (
                <svg
                  key={day}
                  viewBox={`0 0 100 ${String(height)}`}
                  preserveAspectRatio="none"
                  aria-hidden
                  style={{
                    left: `calc(${leftOf(end)} + var(--box))`,
                    width: `calc((100% - var(--box)) / ${String(gaps)} - var(--box))`,
                  }}
                >
                  {streams.map((stream, index) =>
                    stream.end === end ? (
                      <path
                        key={`${String(stream.from)} ${String(stream.to)}`}
                        d={streamPath(stream, 0, 100)}
                        className={classNames(css.stream, css[stream.direction], index === place && css.looked)}
                        onPointerEnter={() => setPlace(index)}
                        onClick={() => open(stream)}
                      />
                    ) : null,
                  )}
                </svg>
              ))}
            </div>
            {nodes.map(({ end, grade, count, y, height: tall }) => (
              <Box
                key={`${String(end)} ${grade ?? ''}`}
                grade={grade}
                name={grade === null ? '–' : nameOf(grade)}
                count={count}
                tone={toneOf(grade)}
                place={{ left: leftOf(end), top: y, height: tall }}
                filter={{ ...filter, gradeAt: [`${days[end] ?? ''}:${grade ?? 'none'}`] }}
                day={format.day(days[end] ?? '')}
              />
            ))}
          </div>
        </div>
      </div>
      <div className={css.reading}>
        {looked ? (
          <AccountsLink filter={filterOf(looked)}>{streamText(looked)}</AccountsLink>
        ) : (
          <span data-print="no">{t('flow.hint')}</span>
        )}
        <span className={css.key} aria-hidden>
          <span className={css.keyUp}>{t('flow.key.up')}</span>
          <span className={css.keyDown}>{t('flow.key.down')}</span>
          <span className={css.keyIn}>{t('flow.key.in')}</span>
          <span className={css.keyOut}>{t('flow.key.out')}</span>
        </span>
      </div>
    </ChartFrame>
  )
}

/** A grade at an end. Those without one are drawn as many as came and went, which is no list of accounts. */
function Box({
  grade,
  name,
  count,
  tone,
  place,
  filter,
  day,
}: {
  readonly grade: string | null
  /** What is written in the box: so much of the grade as tells it apart. */
  readonly name: string
  readonly count: number
  readonly tone: ReturnType<typeof gradeTone>
  readonly place: { readonly left: string; readonly top: number; readonly height: number }
  readonly filter: AccountFilter
  readonly day: string
}) {
  const t = useT('portfolio')
  const format = useFormat()
  if (grade === null) {
    return (
      <span className={classNames(css.box, css.none)} style={place} title={t('flow.noneLong')}>
        <b aria-hidden>{name}</b>
        <span className="unseen">{t('flow.noneLong')}</span>
      </span>
    )
  }
  const look = { background: `var(--grade-${tone})`, color: `var(--grade-${tone}-ink)` }
  return (
    <span className={css.box} style={{ ...place, ...look }} title={grade}>
      <b aria-hidden>{name}</b>
      <AccountsLink filter={filter} label={t('flow.node', { count, grade, day })}>
        {format.integer(count)}
      </AccountsLink>
    </span>
  )
}

/** A stream in a sentence, with its money where that may be seen. */
function useStreamText(flow: Props['flow']): (stream: Stream) => string {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  return ({ end, from, to, count, change }) => {
    const words = {
      count,
      before: from ?? t('flow.noneLong'),
      after: to ?? t('flow.noneLong'),
      from: format.day(flow.ends[end]?.to ?? ''),
      to: format.day(flow.ends[end + 1]?.to ?? ''),
    }
    const stream = t(from === to ? 'flow.kept' : 'flow.stream', words)
    return change === undefined ? stream : t('flow.withMoney', { stream, change: format.change(change, currency) })
  }
}

function useMessage(flow: Props['flow'], moves: ReturnType<typeof flowMoves>): string {
  const t = useT('portfolio')
  const format = useFormat()
  const firstDay = useBook()?.firstDay
  const words = { from: format.day(flow.ends[0]?.to ?? ''), to: format.day(flow.ends.at(-1)?.to ?? '') }
  const { up, down, in: came, out } = moves
  const isStill = up + down + came + out === 0
  const former = flow.ends.reduce(
    (most, { grades }) =>
      Math.max(
        most,
        grades.reduce((sum, grade) => sum + grade.former, 0),
      ),
    0,
  )
  const partial = flow.ends.find(({ isWhole }) => !isWhole)
  return [
    isStill
      ? t('flow.messageStill', words)
      : t('flow.message', {
          ...words,
          up: format.integer(up),
          down: format.integer(down),
          in: format.integer(came),
          out: format.integer(out),
        }),
    former === 0 ? '' : t('flow.former', { count: former }),
    partial && firstDay ? t('flow.partWhole', { day: format.day(firstDay), to: format.day(partial.to) }) : '',
  ]
    .join(' ')
    .trim()
}
