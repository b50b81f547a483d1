import { IconArrowBackUp, IconArrowForwardUp, IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { ErrorLine, Loaded, Notice, SkeletonBlock } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { AdoptDialog } from './AdoptDialog.tsx'
import { ChangeList } from './ChangeList.tsx'
import { ComparisonView } from './ComparisonView.tsx'
import { flawsOf, gradesAlike, problemsOf } from './document.ts'
import type { PolicyDocument } from './document.ts'
import { EmptyPreview } from './EmptyPreview.tsx'
import { FactorsEditor } from './FactorsEditor.tsx'
import { GradesEditor } from './GradesEditor.tsx'
import { MeasureEditor } from './MeasureEditor.tsx'
import { draftsQuery } from './policy-query.ts'
import css from './Studio.module.css'
import { TemplatePicker } from './TemplatePicker.tsx'
import { useEdits } from './use-edits.ts'
import { useEffectText } from './use-effect-text.ts'
import { useSettled } from './use-settled.ts'

const route = getRouteApi('/app/policy/studio')
type Draft = Output<'createPolicyDraft'>

/** How long nobody types before the book is asked: shorter than one notices, longer than between two letters. */
const settleMs = 120

interface Props {
  /** Of what the work is kept in the tab. */
  readonly of: string
  readonly stored: PolicyDocument
  readonly draft: Draft | null
  /** The policy that grades what is shown now. */
  readonly held: PolicyDocument & { readonly version: number }
  readonly fourEyes: boolean
}

export function StudioEditor({ of, stored, draft, held, fourEyes }: Props) {
  const t = useT('policy')
  const effectText = useEffectText()
  const navigate = route.useNavigate()
  const { period, owner, territory, move, from, to } = route.useSearch()
  const isEmpty = useBook()?.period === null
  const edits = useEdits(of, stored)
  const { document, change } = edits
  const [isAdopting, setAdopting] = useState(false)
  const settled = useSettled(document, settleMs)
  const valid = useLastValid(settled, held)
  const part = {
    ...(period === undefined ? {} : { period }),
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
  }
  const preview = useQuery({
    ...queryOf('previewPolicy', { body: { before: null, after: valid, ...part } }),
    placeholderData: keepPreviousData,
    enabled: !isEmpty,
  })
  const save = useSaveDraft(draft, (saved) => {
    toast(t('studio.draftSaved'))
    void navigate({ search: (before) => ({ ...before, base: undefined, draft: saved.id }), replace: true })
  })
  const flaws = flawsOf(document)
  const problems = flaws.size > 0 ? [] : problemsOf(document)
  const isPolicy = flaws.size === 0 && problems.length === 0
  const isSame = gradesAlike(document, held)
  useStudioKeys({ undo: edits.undo, redo: edits.redo, save: () => save.mutate(document) })
  const { changes } = preview.data ?? {}
  // What is shown is of the letter before, or of the policy before this one.
  const isStale = !isEmpty && (preview.isPlaceholderData || valid !== document)

  return (
    <>
      <PageHeader
        title={t('studio.title')}
        actions={
          <>
            <Button
              kind="plain"
              isIconOnly
              icon={<IconArrowBackUp size={17} stroke={1.7} />}
              disabled={!edits.canUndo}
              onClick={edits.undo}
            >
              {t('studio.undo')}
            </Button>
            <Button
              kind="plain"
              isIconOnly
              icon={<IconArrowForwardUp size={17} stroke={1.7} />}
              disabled={!edits.canRedo}
              onClick={edits.redo}
            >
              {t('studio.redo')}
            </Button>
            <Button kind="plain" disabled={!edits.isChanged} onClick={() => edits.startOver(stored)}>
              {t('studio.startOver')}
            </Button>
            <Button
              kind="plain"
              isIconOnly
              icon={<IconPrinter size={16} stroke={1.6} />}
              onClick={() => {
                globalThis.print()
              }}
            >
              {t('studio.print')}
            </Button>
            <Button isBusy={save.isPending} onClick={() => save.mutate(document)}>
              {t('studio.saveDraft')}
            </Button>
            <Button kind="primary" disabled={!isPolicy || isSame} onClick={() => setAdopting(true)}>
              {t(fourEyes ? 'studio.ask' : 'studio.adopt')}
            </Button>
          </>
        }
      >
        {t(draft ? 'studio.underDraft' : 'studio.under', {
          name: t('name', { name: held.name, version: held.version }),
        })}
      </PageHeader>
      <ErrorLine error={save.error} />
      <div className={css.studio}>
        <section className={css.editor} aria-label={t('studio.editor')}>
          {problems.length > 0 && (
            <Notice tone="danger">
              <strong>{t('studio.problems')}</strong>
              <ul className={css.problems}>
                {problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </Notice>
          )}
          <TemplatePicker document={document} onChange={change} />
          <GradesEditor document={document} onChange={change} comparison={preview.data} />
          <MeasureEditor document={document} onChange={change} />
          <FactorsEditor document={document} onChange={change} comparison={preview.data} />
          <p className={css.keys} data-print="no">
            {t('studio.keys')}
          </p>
        </section>
        <section className={css.preview} aria-label={t('preview.title')}>
          {/* On a phone the figures stay in sight while one types above them. */}
          <p className={css.ticker} role="status" aria-busy={isStale}>
            {changes && (isSame ? t('studio.unchanged') : effectText({ changes, covered: preview.data?.covered ?? 0 }))}
          </p>
          {!isSame && (
            <Section title={t('studio.changes')}>
              <ChangeList before={held} after={document} />
            </Section>
          )}
          {isEmpty ? (
            <EmptyPreview />
          ) : (
            <Loaded query={preview} skeleton={<SkeletonBlock height={520} />}>
              {(comparison) => (
                <ComparisonView
                  comparison={comparison}
                  compared={{ before: null, after: valid, ...(period === undefined ? {} : { period }) }}
                  filter={{ owner, territory, move, from, to }}
                  onFilter={(filter) => {
                    void navigate({
                      search: (before) => ({
                        ...before,
                        owner: filter.owner,
                        territory: filter.territory,
                        move: filter.move,
                        from: filter.from,
                        to: filter.to,
                      }),
                      replace: true,
                      resetScroll: false,
                    })
                  }}
                  isStale={isStale}
                />
              )}
            </Loaded>
          )}
        </section>
      </div>
      {isAdopting && (
        <AdoptDialog
          document={document}
          held={held}
          draft={draft}
          comparison={preview.data}
          fourEyes={fourEyes}
          onClose={() => setAdopting(false)}
        />
      )}
    </>
  )
}

/** The last document that was a policy: what is half typed asks the book nothing. */
function useLastValid(document: PolicyDocument, first: PolicyDocument): PolicyDocument {
  const isValid = flawsOf(document).size === 0 && problemsOf(document).length === 0
  const [last, setLast] = useState(isValid ? document : first)
  if (isValid && last !== document) setLast(document)
  return isValid ? document : last
}

function useSaveDraft(draft: Draft | null, onSaved: (draft: Draft) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (document: PolicyDocument) =>
      draft === null
        ? call('createPolicyDraft', { body: { document, note: null } })
        : call('updatePolicyDraft', {
            params: { id: draft.id },
            body: { document, note: draft.note },
            ifMatch: draft.version,
          }),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
      onSaved(saved)
    },
  })
}

/** The keys of an editor, wherever the focus is. */
function useStudioKeys({
  undo,
  redo,
  save,
}: {
  readonly undo: () => void
  readonly redo: () => void
  readonly save: () => void
}) {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || globalThis.document.querySelector('dialog[open]')) return
      const key = event.key.toLowerCase()
      if (key === 'z' && !event.shiftKey) undo()
      else if (key === 'y' || key === 'z') redo()
      else if (key === 's') save()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [undo, redo, save])
}
