import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Download } from '../../ui/Links.tsx'
import { Loaded, SkeletonLines } from '../../ui/States.tsx'
import css from './Import.module.css'

/** The lines an import left out, each file as a download with the columns of the original. */
export function RejectedFiles({ id }: { readonly id: string }) {
  const t = useT('imports')
  const query = useQuery(queryOf('listRejectedFiles', { params: { id } }))
  return (
    <Loaded query={query} skeleton={<SkeletonLines lines={1} />}>
      {({ files }) =>
        files.length === 0 ? (
          <p className={css.note}>{t('one.leftOutGone')}</p>
        ) : (
          <div className={css.leftOut}>
            <p className={css.note}>{t('one.leftOutHint')}</p>
            <div className={css.downloads}>
              {files.map(({ name }) => (
                <Download key={name} operation="getRejectedFile" input={{ params: { id, name } }} size="s">
                  {name}
                </Download>
              ))}
            </div>
          </div>
        )
      }
    </Loaded>
  )
}
