import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { FilterChip } from '../../ui/Filters.tsx'
import { Columns, StatRow, StatTile } from '../../ui/Page.tsx'
import { EmptyState, Notice } from '../../ui/States.tsx'
import { changeOfSpend, moveClasses, movedOf } from './comparison-parts.ts'
import type { MoversFilter } from './comparison-parts.ts'
import css from './Comparison.module.css'
import { Distribution } from './Distribution.tsx'
import type { Comparison } from './document.ts'
import { GradeShift } from './GradeShift.tsx'
import { Movers } from './Movers.tsx'
import type { ComparedPolicies } from './Movers.tsx'
import { MoversByGroup } from './MoversByGroup.tsx'
import { RegradeMatrix } from './RegradeMatrix.tsx'

interface Props {
  readonly comparison: Comparison
  /** What the list of movers is asked with. */
  readonly compared: ComparedPolicies
  readonly filter: MoversFilter
  readonly onFilter: (filter: MoversFilter) => void
  /** Whether what is shown is of the policy before the last letter. */
  readonly isStale: boolean
}

/** What a policy makes of the book against another: how many move, where, and who. */
export function ComparisonView({ comparison, compared, filter, onFilter, isStale }: Props) {
  const t = useT('policy')
  const format = useFormat()
  const { accounts, covered } = comparison
  if (covered === 0 && accounts > 0) {
    return <EmptyState title={t('preview.hiddenTitle')}>{t('preview.hiddenAdvice')}</EmptyState>
  }
  return (
    <div className={isStale ? css.stale : css.view} aria-busy={isStale}>
      <Narrowed comparison={comparison} filter={filter} onFilter={onFilter} />
      {covered < accounts && (
        <Notice>
          {t('preview.covered', { accounts: format.integer(accounts), covered: format.integer(covered) })}
        </Notice>
      )}
      <div>
        <Tiles comparison={comparison} filter={filter} onFilter={onFilter} />
      </div>
      <Columns>
        <GradeShift comparison={comparison} />
        <RegradeMatrix comparison={comparison} filter={filter} onFilter={onFilter} />
      </Columns>
      {comparison.distribution && <Distribution comparison={comparison} distribution={comparison.distribution} />}
      <MoversByGroup comparison={comparison} filter={filter} onFilter={onFilter} />
      {movedOf(comparison.changes) > 0 && (
        <Movers comparison={comparison} compared={compared} filter={filter} onFilter={onFilter} />
      )}
    </div>
  )
}

interface PartProps {
  readonly comparison: Comparison
  readonly filter: MoversFilter
  readonly onFilter: (filter: MoversFilter) => void
}

/** Of whom everything is, where it is not the whole book. */
function Narrowed({ comparison, filter, onFilter }: PartProps) {
  const t = useT('policy')
  const { owner, territory } = filter
  if (owner === undefined && territory === undefined) return null
  const nameOf = (groups: Comparison['byOwner'], key: string, without: string): string =>
    groups.find(({ group }) => (group?.key ?? 'none') === key)?.group?.name ?? (key === 'none' ? without : key)
  return (
    <div className={css.chips}>
      {owner !== undefined && (
        <FilterChip onRemove={() => onFilter({ ...filter, owner: undefined })}>
          {t('preview.narrowed', { name: nameOf(comparison.byOwner, owner, t('preview.withoutOwner')) })}
        </FilterChip>
      )}
      {territory !== undefined && (
        <FilterChip onRemove={() => onFilter({ ...filter, territory: undefined })}>
          {t('preview.narrowed', { name: nameOf(comparison.byTerritory, territory, t('preview.withoutTerritory')) })}
        </FilterChip>
      )}
      <Button kind="plain" size="s" onClick={() => onFilter({})}>
        {t('preview.all')}
      </Button>
    </div>
  )
}

/** How many move each way; a figure lists them. */
function Tiles({ comparison, filter, onFilter }: PartProps) {
  const t = useT('policy')
  const format = useFormat()
  const currency = useCurrency()
  const { changes, covered, spendBefore, spendAfter } = comparison
  const change = changeOfSpend(comparison)
  return (
    <StatRow>
      <StatTile
        label={t('preview.kept')}
        value={format.integer(changes.kept)}
        note={covered === 0 ? undefined : t('preview.share', { share: format.percent(changes.kept / covered) })}
      />
      {moveClasses
        .filter((name) => changes[name] > 0 || name === 'up' || name === 'down')
        .map((name) => (
          <StatTile
            key={name}
            label={t(`preview.${name}`)}
            value={
              <button
                type="button"
                className={css.figure}
                aria-pressed={filter.move === name}
                disabled={changes[name] === 0}
                onClick={() =>
                  onFilter({ ...filter, move: filter.move === name ? undefined : name, from: undefined, to: undefined })
                }
              >
                {format.integer(changes[name])}
              </button>
            }
            note={covered === 0 ? undefined : t('preview.share', { share: format.percent(changes[name] / covered) })}
          />
        ))}
      {change !== null && spendBefore !== undefined && spendAfter !== undefined && !/^-?0(\.0*)?$/.test(change) && (
        <StatTile
          label={t('movers.spend')}
          value={format.shortChange(change, currency)}
          note={t('preview.spendChange', {
            after: format.shortMoney(spendAfter),
            before: format.shortMoney(spendBefore),
          })}
        />
      )}
    </StatRow>
  )
}
