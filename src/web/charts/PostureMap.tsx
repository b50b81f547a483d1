import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Output } from '../../contract/operations.ts'
import type { Posture } from '../../domain/profit/posture.ts'
import { useT } from '../i18n/i18n.ts'
import { readToken } from '../theme/theme.ts'
import { useCurrency, useFormat } from '../ui/book-context.ts'
import { classNames } from '../ui/class-names.ts'
import type { AccountFilter } from './AccountsLink.tsx'
import { ChartFrame } from './ChartFrame.tsx'
import { layOutPostures, postureTable } from './posture-map.ts'
import type { MapPoint } from './posture-map.ts'
import { posturePicture } from './posture-picture.ts'
import css from './PostureMap.module.css'

interface Props {
  readonly title: string
  readonly map: Output<'getBookProfit'>['map']
  /** What the accounts have in common: every count opens the ranking of those it counts. */
  readonly filter: AccountFilter
  readonly period: string
  /** Controls beside the title. */
  readonly controls?: ReactNode
}

const height = 300
/** As they lie on the map: the upper ones earn more, those to the right at a better rate. */
const corners = [
  { posture: 'make-profitable', place: [css.top, css.start] },
  { posture: 'secure', place: [css.top, css.end] },
  { posture: 'downsize', place: [css.bottom, css.start] },
  { posture: 'get-more', place: [css.bottom, css.end] },
] as const
const tokens = {
  secure: '--chart-1',
  'get-more': '--chart-3',
  'make-profitable': '--warning',
  downsize: '--chart-4',
} as const

/** Accounts by what they earn and at which rate, and what that calls for. Without margins in sight: how many of each. */
export function PostureMap({ title, map, filter, period, controls }: Props) {
  const t = useT('profits')
  const format = useFormat()
  const currency = useCurrency()
  const countOf = (posture: Posture): number => map.cells.find((cell) => cell.posture === posture)?.count ?? 0
  const layout = useMemo(() => layOutPostures(map.points, map.edges), [map])
  const message = t('map.message', {
    secure: format.integer(countOf('secure')),
    getMore: format.integer(countOf('get-more')),
    makeProfitable: format.integer(countOf('make-profitable')),
    downsize: format.integer(countOf('downsize')),
  })
  const hasPoints = layout.places.length > 0
  const all = map.cells.reduce((sum, { count }) => sum + count, 0)
  return (
    <ChartFrame
      title={title}
      message={message}
      period={period}
      controls={controls}
      table={postureTable(map.cells, {
        posture: t('map.posture'),
        accounts: t('map.accounts'),
        accepted: t('map.accepted'),
        changed: t('map.changed'),
        spend: t('map.spend'),
        netProfit: t('map.netProfit'),
        nameOf: (posture) => t(`postures.${posture}`),
        count: format.integer,
        money: (amount) => format.wholeMoney(amount, currency),
      })}
      picture={
        hasPoints
          ? () =>
              posturePicture(layout, {
                titleOf: (posture) => `${t(`postures.${posture}`)}  ${format.integer(countOf(posture))}`,
                colourOf: (posture) => readToken(tokens[posture]),
                rateAxis: t('map.rateAxis'),
                levelAxis: t('map.levelAxis'),
                ink: readToken('--ink'),
                soft: readToken('--ink-soft'),
                line: readToken('--line-strong'),
                font: getComputedStyle(document.body).fontFamily,
              })
          : undefined
      }
    >
      {hasPoints ? (
        <Field title={`${title}. ${message}`} layout={layout} map={map} filter={filter} />
      ) : (
        <dl className={css.cells}>
          {corners.map(({ posture }) => (
            <div key={posture} className={css.cell}>
              <dt>{t(`postures.${posture}`)}</dt>
              <dd>{format.integer(countOf(posture))}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={css.reading}>
        {t('map.edges', {
          rate: format.percent(map.edges.rate),
          level: format.wholeMoney(map.edges.level, currency),
        })}
        {hasPoints && layout.places.length < all && (
          <> {t('map.drawn', { drawn: format.integer(layout.places.length), all: format.integer(all) })}</>
        )}
      </p>
    </ChartFrame>
  )
}

interface FieldProps extends Pick<Props, 'map' | 'filter'> {
  readonly title: string
  readonly layout: ReturnType<typeof layOutPostures>
}

function Field({ title, layout: { edge, places }, map, filter }: FieldProps) {
  const t = useT('profits')
  const format = useFormat()
  const currency = useCurrency()
  const navigate = useNavigate()
  const [at, setAt] = useState<number | null>(null)
  const looked = at === null ? undefined : places[at]
  const textOf = ({ account, netProfit, netProfitRate, posture }: MapPoint): string =>
    t('map.point', {
      name: account.name,
      netProfit: format.wholeMoney(netProfit ?? '0', currency),
      rate: format.percent(netProfitRate ?? 0),
      posture: t(`postures.${posture}`),
    })
  const open = (point: MapPoint | undefined): void => {
    if (point) void navigate({ to: '/accounts/$id', params: { id: point.account.id } })
  }
  const walk = (event: KeyboardEvent): void => {
    const look = (next: number): void => setAt(Math.min(Math.max(next, 0), places.length - 1))
    if (event.key === 'ArrowRight') look((at ?? -1) + 1)
    else if (event.key === 'ArrowLeft') look((at ?? places.length) - 1)
    else if (event.key === 'Home') look(0)
    else if (event.key === 'End') look(places.length - 1)
    else if (event.key === 'Enter') open(looked?.point)
    else if (event.key === 'Escape') setAt(null)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={css.window} style={{ height }}>
        {/* What a slider is to those who listen: a row of accounts, one of them looked at, said in words. */}
        <div
          className={css.field}
          role="slider"
          tabIndex={0}
          aria-label={`${title} ${t('map.keys')}`}
          aria-valuemin={1}
          aria-valuemax={Math.max(places.length, 1)}
          aria-valuenow={(at ?? 0) + 1}
          aria-valuetext={looked ? textOf(looked.point) : t('map.hint')}
          onKeyDown={walk}
        >
          <span className={css.edgeX} style={{ left: `${String(edge.x * 100)}%` }} />
          <span className={css.edgeY} style={{ top: `${String(edge.y * 100)}%` }} />
          {places.map(({ point, x, y }, place) => (
            <span
              key={point.account.id}
              className={classNames(css.point, css[point.posture], place === at && css.looked)}
              style={{ left: `${String(x * 100)}%`, top: `${String(y * 100)}%` }}
              onPointerEnter={() => setAt(place)}
              onClick={() => open(point)}
            />
          ))}
        </div>
        {corners.map(({ posture, place }) => {
          const cell = map.cells.find((one) => one.posture === posture)
          const count = cell?.count ?? 0
          return (
            <span key={posture} data-posture={posture} className={classNames(css.corner, ...place)}>
              {cell?.netProfit === undefined ? (
                // The ranking holds the accounts whose margins one sees: fewer than are counted here.
                <b>
                  {t(`postures.${posture}`)} {format.integer(count)}
                </b>
              ) : (
                <>
                  <Link to="/profits" search={{ ...filter, posture: [posture] }}>
                    {t(`postures.${posture}`)} {format.integer(count)}
                  </Link>
                  <span> {format.shortMoney(cell.netProfit)}</span>
                </>
              )}
            </span>
          )
        })}
      </div>
      <p className={css.axes} aria-hidden>
        <span>{t('map.levelAxis')}</span>
        <span>{t('map.rateAxis')}</span>
      </p>
      <p className={css.reading}>
        {looked ? (
          <Link to="/accounts/$id" params={{ id: looked.point.account.id }}>
            {textOf(looked.point)}
          </Link>
        ) : (
          <span data-print="no">{t('map.hint')}</span>
        )}
      </p>
    </>
  )
}
