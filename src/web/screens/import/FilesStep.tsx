import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, ErrorState } from '../../ui/States.tsx'
import { ChoicesForm } from './ChoicesForm.tsx'
import { DropZone, FileList } from './Files.tsx'
import css from './Import.module.css'
import { bodyOf, isReady, keepChoices } from './import-options.ts'
import { useChoices } from './use-choices.ts'
import { useUpload } from './use-upload.ts'

const route = getRouteApi('/app/imports/new')

/** Files come in, and it is said what they are of and how they are read. */
export function FilesStep() {
  const t = useT('importing')
  const format = useFormat()
  const { upload: id } = route.useSearch()
  const navigate = route.useNavigate()
  const { choices, change } = useChoices(id)
  const [made, setMade] = useState(id)
  const { query, upload, transfers, add, again, stop, remove } = useUpload(made, (upload) => {
    setMade(upload)
    void navigate({ search: { upload }, replace: true, resetScroll: false })
  })
  const check = useMutation({
    mutationFn: async () => {
      if (upload === undefined) throw new Error('There are no files to check')
      keepChoices(upload.id, choices)
      return call('previewImport', { params: { id: upload.id }, body: bodyOf(choices, upload) })
    },
    onSuccess: (job) => void navigate({ search: { upload: made, preview: job.id } }),
  })
  const hasFiles = (upload?.files.length ?? 0) + transfers.length > 0
  const bytes = upload?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0

  if (query.error !== null && made !== undefined) {
    return query.error.code === 'not-found' ? (
      <EmptyState
        title={t('files.gone')}
        action={
          <Link className={buttonClass('primary')} to="/imports/new" reloadDocument>
            {t('drop.choose')}
          </Link>
        }
      >
        {t('files.goneAdvice')}
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  return (
    <>
      {!hasFiles && <DropZone isSmall={false} onFiles={add} />}
      {hasFiles && (
        <Section title={t('files.title')}>
          <FileList
            upload={upload}
            transfers={transfers}
            choices={choices}
            onKind={(name, kind) => change({ kinds: { ...choices.kinds, [name]: kind } })}
            onRemove={(name) => void remove(name)}
            onStop={stop}
            onAgain={again}
          />
          <DropZone isSmall onFiles={add} />
        </Section>
      )}
      {hasFiles && upload !== undefined && (
        <Section title={t('options.about')}>
          <ChoicesForm upload={upload} choices={choices} onChange={change} />
        </Section>
      )}
      {hasFiles && (
        <div className={css.bar}>
          <span className={css.said}>
            {transfers.some(({ state }) => state === 'failed')
              ? t('files.someFailed')
              : t('files.count', { count: upload?.files.length ?? 0, bytes: format.bytes(bytes) })}
          </span>
          <ErrorLine error={check.error} />
          <Button
            kind="primary"
            isBusy={check.isPending}
            disabled={upload === undefined || transfers.length > 0 || !isReady(choices, upload) || check.isPending}
            onClick={() => check.mutate()}
          >
            {t('check')}
          </Button>
        </div>
      )}
    </>
  )
}
