import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import type { MovementClass } from '../../../domain/movement.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeMove } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Delta } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonLines } from '../../ui/States.tsx'
import css from './TopMoves.module.css'
import { boundOf, comparedOf } from './movement-query.ts'
import type { MovementSearch } from './movement-query.ts'

type Move = Output<'listMovements'>['items'][number]

const shown = 6
const sides = {
  down: { classes: ['down', 'lost'], sort: 'change' },
  up: { classes: ['up', 'new', 'returned'], sort: '-change' },
} as const satisfies Record<string, { readonly classes: readonly MovementClass[]; readonly sort: 'change' | '-change' }>

/** Who fell and left, and who rose and came: the most money first where all of it is in sight, else by name. */
export function TopMoves({
  search,
  data,
  seesMoney,
}: {
  readonly search: MovementSearch
  readonly data: Output<'getMovement'>
  readonly seesMoney: boolean
}) {
  return (
    <div className={css.both}>
      {(['down', 'up'] as const).map((side) => (
        <Side key={side} side={side} search={search} data={data} seesMoney={seesMoney} />
      ))}
    </div>
  )
}

function Side({
  side,
  search,
  data,
  seesMoney,
}: {
  readonly side: keyof typeof sides
  readonly search: MovementSearch
  readonly data: Output<'getMovement'>
  readonly seesMoney: boolean
}) {
  const t = useT('movement')
  const format = useFormat()
  const { classes, sort } = sides[side]
  const query = useQuery({
    ...queryOf('listMovements', {
      query: {
        ...comparedOf(search),
        ...boundOf(search),
        class: [...classes],
        ...(seesMoney ? { sort } : {}),
        limit: shown,
      },
    }),
    placeholderData: keepPreviousData,
  })
  const count = data.classes.reduce(
    (sum, entry) => sum + (classes.some((name) => name === entry.class) ? entry.count : 0),
    0,
  )
  return (
    <Section
      title={t(`top.${side}`)}
      actions={
        count > shown ? (
          <Link
            from="/movement"
            to="/movement"
            search={(before) => ({
              ...before,
              class: [...classes],
              gradeFrom: undefined,
              gradeTo: undefined,
              sort: seesMoney ? sort : undefined,
            })}
            hash="moves"
          >
            {t('top.all', { count, accounts: format.integer(count) })}
          </Link>
        ) : undefined
      }
    >
      {count === 0 ? (
        <p className={css.none}>{t(`top.${side}None`)}</p>
      ) : (
        <Loaded query={query} skeleton={<SkeletonLines lines={Math.min(count, shown)} />}>
          {({ items }) => (
            <ol className={css.list}>
              {items.map((move) => (
                <TopMove key={move.account.id} move={move} search={search} />
              ))}
            </ol>
          )}
        </Loaded>
      )}
    </Section>
  )
}

function TopMove({ move, search }: { readonly move: Move; readonly search: MovementSearch }) {
  const { account, from, to, owner, change } = move
  return (
    <li className={css.item}>
      <span className={css.grade}>
        <GradeMove from={from} to={to} />
      </span>
      <span className={css.name}>
        <BridgeLink account={account} from={search.from}>
          {account.name}
        </BridgeLink>
        <span className={css.owner}>{owner?.name}</span>
      </span>
      <span className={css.money}>{change !== undefined && <Delta amount={change} size="short" />}</span>
    </li>
  )
}

/** An account opened at the bridge between the two ends. */
export function BridgeLink({
  account,
  from,
  children,
}: {
  readonly account: Move['account']
  /** The earlier end, where it was chosen. */
  readonly from: string | undefined
  readonly children: string
}) {
  return (
    <Link
      to="/accounts/$id"
      params={{ id: account.id }}
      search={{ tab: 'movement', ...(from === undefined ? {} : { since: from }) }}
      title={account.key}
    >
      {children}
    </Link>
  )
}
