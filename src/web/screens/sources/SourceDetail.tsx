import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import type { SourceFile } from '../../../contract/source.ts'
import { kindOf } from '../../../domain/kind.ts'
import { call } from '../../api.ts'
import { saveFile } from '../../charts/save-file.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { FormButtons } from '../../ui/Fields.tsx'
import { Loaded } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { originOf, stepsOf } from '../mapping/edit-mapping.ts'
import { useFormText } from '../mapping/use-form-text.ts'
import { useColumnName, useKindName } from '../mapping/use-names.ts'
import { useStepText } from '../mapping/use-step-text.ts'
import css from './Sources.module.css'

type Mapping = Output<'getMapping'>

/** How the files of one source are read, beside the list. */
export function SourceDetail({ source, onClose }: { readonly source: string; readonly onClose: () => void }) {
  const query = useQuery(queryOf('getMapping', { params: { source } }))
  return (
    <Dialog title={source} place="side" width="l" onClose={onClose}>
      <DialogBody>
        <Loaded query={query}>{(mapping) => <Detail mapping={mapping} onClose={onClose} />}</Loaded>
      </DialogBody>
    </Dialog>
  )
}

function Detail({ mapping, onClose }: { readonly mapping: Mapping; readonly onClose: () => void }) {
  const t = useT('sources')
  const format = useFormat()
  const queries = useQueryClient()
  const { source, version, author, at, document, history } = mapping
  const forget = useMutation({
    mutationFn: () => call('deleteMapping', { params: { source }, ifMatch: version }),
    onSuccess: async () => {
      onClose()
      toast(t('one.forgotten', { source }))
      queries.removeQueries({ queryKey: ['getMapping'] })
      await queries.invalidateQueries({ queryKey: ['listMappings'] })
    },
  })
  return (
    <div className={css.detail}>
      <p className={css.quiet}>{t('one.version', { version, name: author.name, at: format.instant(at) })}</p>
      {document.currency !== undefined && (
        <p className={css.quiet}>{t('one.currency', { currency: document.currency })}</p>
      )}
      {(document.files ?? []).map((entry) => (
        <Entry key={`${entry.file} ${entry.kind}`} entry={entry} />
      ))}
      <FormButtons>
        <Link className={buttonClass('primary')} to="/imports/new" search={{ source }}>
          {t('again')}
        </Link>
        <Button
          icon={<IconDownload size={15} aria-hidden />}
          onClick={() =>
            saveFile('source.json', new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }))
          }
        >
          {t('one.download')}
        </Button>
        <ConfirmButton
          kind="danger"
          title={t('one.forgetTitle', { source })}
          explanation={t('one.forgetExplanation')}
          confirm={t('one.forget')}
          isDangerous
          onConfirm={() => forget.mutateAsync()}
        >
          {t('one.forget')}
        </ConfirmButton>
      </FormButtons>
      {history.length > 0 && (
        <section aria-label={t('one.history')}>
          <h3>{t('one.history')}</h3>
          <ul className={css.history}>
            {history.map((old) => (
              <li key={old.version}>
                {t('one.historyLine', {
                  version: old.version,
                  name: old.author.name,
                  at: format.instant(old.at),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** One file of a mapping as a person reads it. */
function Entry({ entry }: { readonly entry: SourceFile }) {
  const t = useT('sources')
  const format = useFormat()
  const kindName = useKindName()
  const columnName = useColumnName()
  const stepText = useStepText()
  const forms = useFormText()(entry)
  const columns = kindOf(entry.kind).columns.filter(({ name }) => originOf(entry, name) !== null)
  const title = t('one.file', { file: entry.file, kind: kindName(entry.kind) })
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {columns.length === 0 && <p className={css.quiet}>{t('one.ownNames')}</p>}
      {columns.length > 0 && (
        <table className={css.columns}>
          <thead>
            <tr>
              <th scope="col">{t('one.column')}</th>
              <th scope="col">{t('one.from')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name }) => {
              const origin = originOf(entry, name)
              return (
                <tr key={name}>
                  <td>{columnName(entry.kind, name)}</td>
                  <td>
                    {origin !== null && 'constant' in origin
                      ? t('one.constant', { value: origin.constant })
                      : (origin?.from ?? '')}
                    {stepsOf(entry, name).length > 0 && (
                      <span className={css.steps}>{format.list(stepsOf(entry, name).map(stepText))}</span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {forms.length > 0 && <p className={css.quiet}>{t('one.forms', { forms: format.list(forms) })}</p>}
    </section>
  )
}
