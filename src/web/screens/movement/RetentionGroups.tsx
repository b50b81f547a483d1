import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat, useSession } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Count, Money, Percent } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { comparedOf } from './movement-query.ts'
import type { ChangeMovement, MovementBy, MovementSearch } from './movement-query.ts'
import css from './Retention.module.css'

type RetentionData = Output<'getRetention'>
type Group = RetentionData['groups'][number]

const groupings = ['owner', 'territory', 'segment', 'parent'] as const satisfies readonly MovementBy[]

interface Props {
  readonly data: RetentionData
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}

/** The same retention of each owner, territory, segment or family, and of all of them together. */
export function RetentionGroups({ data, search, onChange }: Props) {
  const t = useT('retention')
  const words = useT('movement')
  const format = useFormat()
  const currency = useCurrency()
  const by = search.by ?? 'owner'
  const { groups, rest } = data
  // Money of one's own row among rows of dots says little: it has columns where all of it is in sight.
  const hasMoney = groups.length > 0 && groups.every(({ money }) => money !== undefined)
  const row = (group: Group, name: React.ReactNode, key: string) => (
    <tr key={key} className={key === 'all' ? css.total : undefined}>
      <th scope="row">{name}</th>
      <td data-figure>
        <Count count={group.bought} />
      </td>
      <td data-figure>
        <Count count={group.kept} />
      </td>
      <td data-figure>
        <Percent share={group.accountRetention} />
      </td>
      {hasMoney && (
        <>
          <td data-figure>
            <Money amount={group.money?.start} />
          </td>
          <td data-figure>
            <Money amount={group.money?.end} />
          </td>
          <td data-figure>
            <Percent share={group.money?.grr} />
          </td>
          <td data-figure>
            <Percent share={group.money?.nrr} />
          </td>
          <td data-figure>
            <Percent share={group.price === null ? null : group.price?.without.nrr} />
          </td>
        </>
      )}
    </tr>
  )
  return (
    <Section
      title={t('groups.title', { by: words(`groups.${by}`).toLocaleLowerCase() })}
      hint={t('groups.hint')}
      actions={
        <>
          <SegmentedControl
            label={words('groups.label')}
            value={by}
            options={groupings.map((value) => ({ value, label: words(`groups.${value}`) }))}
            onValue={(value) => {
              onChange({ by: value === 'owner' ? undefined : value })
            }}
          />
          <Export search={search} />
        </>
      }
    >
      <ScrollTable label={t('groups.title', { by: words(`groups.${by}`).toLocaleLowerCase() })}>
        <thead>
          <tr>
            <th scope="col">{words(`groups.${by}`)}</th>
            {(['bought', 'kept', 'accounts'] as const).map((name) => (
              <th key={name} scope="col" data-figure>
                {t(`groups.${name}`)}
              </th>
            ))}
            {hasMoney &&
              (['start', 'end', 'grr', 'nrr', 'withoutPrice'] as const).map((name) => (
                <th key={name} scope="col" data-figure>
                  {t(`groups.${name}`)} {name === 'start' && currency}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) =>
            row(group, <GroupName group={group.group} by={by} onChange={onChange} />, `of ${group.group?.key ?? ''}`),
          )}
          {rest !== null &&
            row(rest.sum, words('groups.rest', { count: rest.groups, groups: format.integer(rest.groups) }), 'rest')}
          {row({ ...data, group: null }, words('classes.all'), 'all')}
        </tbody>
      </ScrollTable>
    </Section>
  )
}

/** The name of a group, which cuts the screen down to it. */
function GroupName({
  group,
  by,
  onChange,
}: {
  readonly group: Group['group']
  readonly by: MovementBy
  readonly onChange: ChangeMovement
}) {
  const words = useT('movement')
  if (group === null && by === 'parent') return words('groups.without.parent')
  const key = group?.key ?? 'none'
  const change = {
    owner: { owner: [key] },
    territory: { territory: key },
    segment: { segment: [key] },
    parent: { parent: key },
  }
  return (
    <button
      type="button"
      className={css.name}
      onClick={() => {
        onChange(change[by])
      }}
    >
      {group?.name ?? words(`groups.without.${by}`)}
    </button>
  )
}

/** The table as a file; of one's own accounts where one may not take all of them out of the house. */
function Export({ search }: { readonly search: MovementSearch }) {
  const t = useT('retention')
  const reach = useSession()?.rights.export
  if (reach === undefined) return null
  const own = reach === 'all' || search.within === 'mine' ? {} : ({ within: 'mine' } as const)
  const rate = search.rate === undefined ? {} : { rate: search.rate }
  return (
    <SheetDownload
      operation="exportRetention"
      of={t('title')}
      size="s"
      input={{ query: { ...comparedOf(search), by: search.by ?? 'owner', ...rate, ...own } }}
    >
      {t('csv')}
    </SheetDownload>
  )
}
