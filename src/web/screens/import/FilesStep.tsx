import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, ErrorState } from '../../ui/States.tsx'
import { saysSomething, withFoundForms } from '../mapping/edit-mapping.ts'
import { asksForALook, flawsOfFile, isUndecided } from '../mapping/flaws.ts'
import { useInspection } from '../mapping/use-inspection.ts'
import { ChoicesForm } from './ChoicesForm.tsx'
import { DropZone, FileList } from './Files.tsx'
import css from './Import.module.css'
import {
  bodyOf,
  hasMapping,
  hasSelects,
  isKnownSource,
  keepChecked,
  keepChoices,
  problemsOf,
  sourceOf,
  type Checked,
} from './import-options.ts'
import { startImport } from './start-import.ts'
import { ReadAs } from '../mapping/ReadAs.tsx'
import { useChoices } from './use-choices.ts'
import { useUpload } from './use-upload.ts'

const route = getRouteApi('/app/imports/new')

/** Files come in, and it is said what they are of and how they are read. */
export function FilesStep() {
  const t = useT('importing')
  const format = useFormat()
  const book = useBook()
  const { upload: id } = route.useSearch()
  const navigate = route.useNavigate()
  const { choices, change } = useChoices(id)
  const [made, setMade] = useState(id)
  const { query, upload, transfers, add, again, stop, remove } = useUpload(made, (upload) => {
    setMade(upload)
    void navigate({ search: { upload }, replace: true, resetScroll: false })
  })
  const isSelected = upload !== undefined && hasSelects(upload)
  const names = upload === undefined || isSelected ? null : upload.files.map(({ name }) => name)
  const inspected = useInspection({
    upload: made ?? '',
    names,
    stamp: query.dataUpdatedAt,
    source: blankToNull(choices.source),
    overrides: choices.overrides,
  })
  const { inspection, proposal, mapping } = inspected
  const last = book?.lastImport?.source ?? null
  const source = choices.source ?? sourceOf(proposal, last)
  const isUploaded = upload !== undefined && hasMapping(upload)

  const checked = (): Checked => {
    const isUntouched = isUploaded && Object.keys(choices.overrides).length === 0
    const named = isUploaded ? (mapping?.source ?? '') : source
    const body = bodyOf(choices, isUntouched ? '' : named, isSelected || isUntouched ? null : (mapping ?? null))
    const canRemember = choices.remembers && !isSelected && mapping !== undefined && inspection !== undefined
    const worth = canRemember && (mapping.files ?? []).some(saysSomething)
    const name = named.trim() === '' ? mapping?.source : named.trim()
    return {
      body,
      remembers: worth && name !== undefined ? withFoundForms({ ...mapping, source: name }, inspection.files) : null,
    }
  }
  const check = useMutation({
    mutationFn: async () => {
      if (upload === undefined) throw new Error('There are no files to check')
      keepChoices(upload.id, choices)
      const kept = checked()
      keepChecked(upload.id, kept)
      return call('previewImport', { params: { id: upload.id }, body: kept.body })
    },
    onSuccess: (job) => void navigate({ search: { upload: made, preview: job.id } }),
  })
  const run = useMutation({
    mutationFn: async () => {
      if (upload === undefined) throw new Error('There are no files to import')
      const kept = checked()
      keepChecked(upload.id, kept)
      return startImport(upload.id, kept)
    },
    onSuccess: (job) => void navigate({ search: { upload: made, job: job.id } }),
  })
  const hasFiles = (upload?.files.length ?? 0) + transfers.length > 0
  const bytes = upload?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0
  const flaws = inspection?.files.flatMap(flawsOfFile).length ?? 0
  const undecided =
    mapping === undefined
      ? []
      : (inspection?.files.filter((file) => isUndecided(file, mapping, choices.overrides)) ?? [])
  const isSomething = isSelected || (inspection?.files.some(({ readings }) => readings.length > 0) ?? false)
  const isReady =
    upload !== undefined &&
    transfers.length === 0 &&
    isSomething &&
    flaws === 0 &&
    (isSelected || !inspected.isBehind) &&
    Object.keys(problemsOf(choices)).length === 0
  // What is read as the last time, all of it, needs no second look: it can be undone whole.
  const isAsBefore =
    isReady &&
    proposal?.origin.by === 'saved' &&
    !proposal.files.some(asksForALook) &&
    Object.keys(choices.overrides).length === 0

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
      {!hasFiles && <DropZone isSmall={false} source={choices.source} onFiles={add} />}
      {hasFiles && (
        <Section title={t('files.title')}>
          <FileList
            upload={upload}
            transfers={transfers}
            inspected={inspected}
            overrides={choices.overrides}
            onOverrides={(next) => change(({ overrides }) => ({ overrides: next(overrides) }))}
            onRemove={(name) => void remove(name)}
            onStop={stop}
            onAgain={again}
          />
          <ErrorLine error={inspected.error} />
          {proposal !== undefined && <ReadAs proposal={proposal} />}
          <DropZone isSmall source={null} onFiles={add} />
        </Section>
      )}
      {hasFiles && upload !== undefined && (
        <Section title={t('options.about')}>
          <ChoicesForm
            upload={upload}
            choices={choices}
            source={source}
            unnamed={mapping?.source ?? null}
            assumed={proposal !== undefined && !isKnownSource(proposal) && source === last ? last : null}
            canRemember={!isSelected && (mapping?.files ?? []).some(saysSomething)}
            onChange={change}
          />
        </Section>
      )}
      {hasFiles && (
        <div className={css.bar}>
          <span className={css.said} role="status">
            {transfers.some(({ state }) => state === 'failed')
              ? t('files.someFailed')
              : flaws > 0
                ? t('files.flaws', { count: flaws })
                : undecided.length > 0
                  ? t('files.undecided', {
                      count: undecided.length,
                      files: format.list(undecided.map(({ name }) => name)),
                    })
                  : t('files.count', { count: upload?.files.length ?? 0, bytes: format.bytes(bytes) })}
          </span>
          <ErrorLine error={check.error ?? run.error} />
          {isAsBefore && (
            <Button kind="primary" isBusy={run.isPending} onClick={() => run.mutate()}>
              {t('runNow')}
            </Button>
          )}
          <Button
            kind={isAsBefore ? 'secondary' : 'primary'}
            isBusy={check.isPending}
            disabled={!isReady || check.isPending}
            onClick={() => check.mutate()}
          >
            {t('check')}
          </Button>
        </div>
      )}
    </>
  )
}

function blankToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim()
}
