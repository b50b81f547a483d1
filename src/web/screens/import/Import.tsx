import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { classNames } from '../../ui/class-names.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { CheckStep } from './CheckStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { FilesStep } from './FilesStep.tsx'
import css from './Import.module.css'

const route = getRouteApi('/app/imports/new')

/** Files in, a look at what they would change, the import: three steps, all of them in the address. */
export function Import() {
  const t = useT('importing')
  const { upload, preview, job } = route.useSearch()
  const step = job !== undefined ? 'done' : preview !== undefined ? 'check' : 'files'
  return (
    <>
      <PageHeader title={t('title')}>{t('under')}</PageHeader>
      <ol className={css.steps} aria-label={t('steps.label')}>
        {(['files', 'check', 'done'] as const).map((name, index) => (
          <li
            key={name}
            className={classNames(css.step, name === step && css.current)}
            aria-current={name === step ? 'step' : undefined}
          >
            <span className={css.number} aria-hidden>
              {index + 1}
            </span>
            {t(`steps.${name}`)}
          </li>
        ))}
      </ol>
      {step === 'files' && <FilesStep />}
      {step === 'check' && preview !== undefined && <CheckStep upload={upload} preview={preview} />}
      {step === 'done' && job !== undefined && <DoneStep job={job} upload={upload} />}
    </>
  )
}
