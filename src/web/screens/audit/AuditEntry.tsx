import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import type { Entry } from './Audit.tsx'
import css from './Audit.module.css'
import { changesIn, flat } from './audit-detail.ts'
import { useVerbWords } from './use-verb-words.ts'

interface Props {
  readonly entry: Entry
  readonly onClose: () => void
  readonly onFilter: (change: { readonly actor?: string; readonly subject?: string }) => void
}

/** One entry in full, with the ways to more of the same. */
export function AuditEntry({ entry, onClose, onFilter }: Props) {
  const t = useT('audit')
  const words = useVerbWords()
  const { actor, subject, subjectName, detail } = entry
  const changes = changesIn(detail)
  return (
    <Dialog title={words(entry.verb)} place="side" onClose={onClose}>
      <DialogBody>
        <div className={css.stack}>
          <Facts
            items={[
              [t('entry.at'), <InstantText key="at" instant={entry.at} />],
              [t('entry.actor'), actor.id === null ? `${actor.name} (${t('entry.onMachine')})` : actor.name],
              [t('entry.subject'), subjectName ?? subject],
              ...(subjectName === null
                ? []
                : [
                    [
                      t('entry.id'),
                      <span key="id" className={css.id}>
                        {subject}
                      </span>,
                    ] as const,
                  ]),
            ]}
          />
          {changes.length > 0 ? (
            <table className={css.changes}>
              <thead>
                <tr>
                  <th scope="col">{t('entry.field')}</th>
                  <th scope="col">{t('entry.before')}</th>
                  <th scope="col">{t('entry.after')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ field, from, to }) => (
                  <tr key={field}>
                    <th scope="row">{field}</th>
                    <td>{flat(from)}</td>
                    <td>{flat(to)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <section aria-label={t('entry.detail')}>
              <h3>{t('entry.detail')}</h3>
              <pre className={css.json}>{detail === null ? t('entry.nothing') : JSON.stringify(detail, null, 2)}</pre>
            </section>
          )}
          <div className={css.buttons}>
            {actor.id !== null && (
              <Button onClick={() => onFilter({ actor: actor.id ?? '' })}>{t('entry.onlyActor')}</Button>
            )}
            <Button onClick={() => onFilter({ subject })}>{t('entry.onlySubject')}</Button>
          </div>
        </div>
      </DialogBody>
    </Dialog>
  )
}
