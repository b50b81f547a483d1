import { useState } from 'react'
import type { ChartTable } from '../../charts/chart-table.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { moveClasses, movedOf } from './comparison-parts.ts'
import type { MoversFilter } from './comparison-parts.ts'
import css from './Comparison.module.css'
import type { Comparison } from './document.ts'

type Group = Comparison['byOwner'][number]
type By = 'owner' | 'territory'

interface Props {
  readonly comparison: Comparison
  readonly filter: MoversFilter
  readonly onFilter: (filter: MoversFilter) => void
}

/** Whose accounts move, by owner or by territory. A name narrows everything to it. */
export function MoversByGroup({ comparison, filter, onFilter }: Props) {
  const t = useT('policy')
  const format = useFormat()
  const [by, setBy] = useState<By>('owner')
  const groups = by === 'owner' ? comparison.byOwner : comparison.byTerritory
  const shown = moveClasses.filter(
    (name) => name === 'up' || name === 'down' || groups.some(({ changes }) => changes[name] > 0),
  )
  const nameOf = ({ group }: Group): string =>
    group?.name ?? t(by === 'owner' ? 'preview.withoutOwner' : 'preview.withoutTerritory')
  const most = Math.max(1, ...groups.map(({ changes }) => movedOf(changes)))
  const table: ChartTable = {
    columns: [
      { title: t(`preview.${by}`) },
      { title: t('preview.accounts'), isFigure: true },
      { title: t('preview.moved'), isFigure: true },
      ...shown.map((name) => ({ title: t(`preview.${name}`), isFigure: true })),
    ],
    rows: groups.map((group) => [
      { text: nameOf(group) },
      ...[group.accounts, movedOf(group.changes), ...shown.map((name) => group.changes[name])].map((count) => ({
        text: String(count),
        value: count,
      })),
    ]),
  }
  return (
    <ChartFrame
      title={t('preview.groupsTitle')}
      message={t('preview.groupsMessage')}
      table={table}
      period={comparison.basis.period}
      isTable
      controls={
        <SegmentedControl
          label={t('preview.groupsLabel')}
          value={by}
          options={[
            { value: 'owner', label: t('preview.owner') },
            { value: 'territory', label: t('preview.territory') },
          ]}
          onValue={setBy}
        />
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached */}
      <div className={css.groups} tabIndex={0} role="region" aria-label={t('preview.groupsTitle')} data-print="whole">
        <table className={css.groupTable}>
          <thead>
            <tr>
              <th scope="col">{t(`preview.${by}`)}</th>
              <th scope="col" data-figure data-wide>
                {t('preview.accounts')}
              </th>
              <th scope="col" data-figure>
                {t('preview.moved')}
              </th>
              <td aria-hidden data-wide className={css.sizeHead} />
              {shown.map((name) => (
                <th key={name} scope="col" data-figure>
                  {t(`preview.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.group?.key ?? ''}>
                <th scope="row">
                  <button
                    type="button"
                    className={css.name}
                    title={t('preview.narrow', { name: nameOf(group) })}
                    onClick={() => onFilter({ ...filter, [by]: group.group?.key ?? 'none' })}
                  >
                    {nameOf(group)}
                  </button>
                </th>
                <td data-figure data-wide>
                  {format.integer(group.accounts)}
                </td>
                <td data-figure>{format.integer(movedOf(group.changes))}</td>
                <td aria-hidden data-wide>
                  <span className={css.size} style={{ width: `${String((movedOf(group.changes) / most) * 100)}%` }} />
                </td>
                {shown.map((name) => (
                  <td key={name} data-figure>
                    {format.integer(group.changes[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  )
}
