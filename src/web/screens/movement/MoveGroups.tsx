import type { Output } from '../../../contract/operations.ts'
import { movementClasses } from '../../../domain/movement.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Count, Delta, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import css from './MoveGroups.module.css'
import type { ChangeMovement, MovementBy, MovementSearch } from './movement-query.ts'

type Group = Output<'getMovement'>['groups'][number]

const groupings = ['owner', 'territory', 'segment', 'parent'] as const satisfies readonly MovementBy[]
const counted = movementClasses.filter((name) => name !== 'ungraded')

/** The same moves by owner, territory, segment or family. A move belongs to the owner at its end. */
export function MoveGroups({
  data,
  search,
  onChange,
}: {
  readonly data: Output<'getMovement'>
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}) {
  const t = useT('movement')
  const format = useFormat()
  const currency = useCurrency()
  const by = search.by ?? 'owner'
  const { groups, rest } = data
  // Money of one's own row among rows of dots says little: it has columns where all of it is in sight.
  const hasMoney = groups.length > 0 && groups.every(({ change }) => change !== undefined)
  const row = (group: Group, name: React.ReactNode, key: string) => (
    <tr key={key}>
      <th scope="row">{name}</th>
      <td data-figure>
        <Count count={group.accounts} />
      </td>
      {counted.map((name) => (
        <td key={name} data-figure>
          <Count count={group.classes.find((one) => one.class === name)?.count ?? 0} />
        </td>
      ))}
      {by === 'owner' && (
        <td data-figure>
          <Count count={group.takenOver} />
        </td>
      )}
      {hasMoney && (
        <>
          <td data-figure>
            <Money amount={group.spendBefore} />
          </td>
          <td data-figure>
            <Money amount={group.spendAfter} />
          </td>
          <td data-figure>
            <Delta amount={group.change} />
          </td>
        </>
      )}
    </tr>
  )
  return (
    <Section
      title={t('groups.title', { by: t(`groups.${by}`).toLocaleLowerCase() })}
      hint={by === 'owner' ? t('groups.ownerHint') : undefined}
      actions={
        <SegmentedControl
          label={t('groups.label')}
          value={by}
          options={groupings.map((value) => ({ value, label: t(`groups.${value}`) }))}
          onValue={(value) => {
            onChange({ by: value === 'owner' ? undefined : value })
          }}
        />
      }
    >
      <ScrollTable label={t('groups.label')}>
        <thead>
          <tr>
            <th scope="col">{t(`groups.${by}`)}</th>
            <th scope="col" data-figure>
              {t('accounts')}
            </th>
            {counted.map((name) => (
              <th key={name} scope="col" data-figure>
                {t(`common:movement.${name}`)}
              </th>
            ))}
            {by === 'owner' && (
              <th scope="col" data-figure title={t('groups.takenOverHint')}>
                {t('groups.takenOver')}
              </th>
            )}
            {hasMoney && (
              <>
                <th scope="col" data-figure>
                  {t('spendBefore')} {currency}
                </th>
                <th scope="col" data-figure>
                  {t('spendAfter')}
                </th>
                <th scope="col" data-figure>
                  {t('change')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) =>
            row(group, <GroupName group={group} by={by} onChange={onChange} />, group.group?.key ?? ''),
          )}
          {rest !== null &&
            row(rest.sum, t('groups.rest', { count: rest.groups, groups: format.integer(rest.groups) }), 'rest')}
        </tbody>
      </ScrollTable>
    </Section>
  )
}

/** The name of a group, which cuts the screen down to it. */
function GroupName({
  group: { group },
  by,
  onChange,
}: {
  readonly group: Group
  readonly by: MovementBy
  readonly onChange: ChangeMovement
}) {
  const t = useT('movement')
  const key = group?.key ?? 'none'
  if (group === null && by === 'parent') return t('groups.without.parent')
  return (
    <button
      type="button"
      className={css.name}
      onClick={() => {
        switch (by) {
          case 'owner':
            onChange({ owner: [key] })
            break
          case 'territory':
            onChange({ territory: key })
            break
          case 'segment':
            onChange({ segment: [key] })
            break
          case 'parent':
            onChange({ parent: key })
        }
      }}
    >
      {group?.name ?? t(`groups.without.${by}`)}
    </button>
  )
}
