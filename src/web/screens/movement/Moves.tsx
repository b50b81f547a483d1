import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import { FlowPanel } from '../portfolio/FlowPanel.tsx'
import { filterOf } from '../portfolio/portfolio-query.ts'
import { BoundPicker } from './BoundPicker.tsx'
import { ClassTiles } from './ClassTiles.tsx'
import { EndNotices } from './EndNotices.tsx'
import css from './Movement.module.css'
import { MovementBridge } from './MovementBridge.tsx'
import { movementQuery } from './movement-query.ts'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'
import { MoveGroups } from './MoveGroups.tsx'
import { MoveList } from './MoveList.tsx'
import { MovesMatrix } from './MovesMatrix.tsx'
import { MovesSkeleton } from './MovesSkeleton.tsx'
import { TopMoves } from './TopMoves.tsx'

interface Props {
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}

/** Who moved: how many and how much, from where to where, who gained and lost most, and every account behind it. */
export function Moves({ search, onChange }: Props) {
  const movement = useQuery({ ...movementQuery(search), placeholderData: keepPreviousData })
  return (
    <Loaded query={movement} skeleton={<MovesSkeleton />}>
      {(data) => (
        <div className={movement.isPlaceholderData ? css.stale : css.moves} aria-busy={movement.isPlaceholderData}>
          <Shown data={data} search={search} onChange={onChange} />
        </div>
      )}
    </Loaded>
  )
}

function Shown({ data, search, onChange }: Props & { readonly data: Output<'getMovement'> }) {
  const t = useT('movement')
  if (data.accounts === 0) {
    return (
      <EmptyState
        title={t('nothing.title')}
        action={
          <Button
            onClick={() => {
              onChange({
                owner: undefined,
                territory: undefined,
                segment: undefined,
                parent: undefined,
                within: undefined,
              })
            }}
          >
            {t('nothing.clear')}
          </Button>
        }
      >
        {t('nothing.detail')}
      </EmptyState>
    )
  }
  const { period, within, owner, territory, segment, step } = search
  const flow = { period, within, owner, territory, segment, step }
  const seesMoney = data.totals !== undefined
  return (
    <>
      <EndNotices data={data} search={search} onChange={onChange} />
      <ClassTiles data={data}>
        {seesMoney && <BoundPicker bound={data.bound} search={search} onChange={onChange} />}
      </ClassTiles>
      <div className={css.pair}>
        <MovesMatrix data={data} />
        <TopMoves search={search} seesMoney={seesMoney} data={data} />
      </div>
      {seesMoney && <MovementBridge search={search} onChange={onChange} />}
      {search.parent === undefined && (
        <FlowPanel
          search={flow}
          filter={filterOf(flow)}
          period={data.basis.after.period}
          onStep={(step) => {
            onChange({ step: step === 'quarter' ? undefined : step })
          }}
        />
      )}
      <MoveGroups data={data} search={search} onChange={onChange} />
      <MoveList data={data} search={search} onChange={onChange} />
    </>
  )
}
