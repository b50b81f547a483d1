import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { useT } from '../i18n/i18n.ts'
import { isMissingPart } from '../stale-page.ts'
import { Button } from './Button.tsx'
import css from './States.module.css'
import { classNames } from './class-names.ts'
import { useSaid } from './period-text.ts'

interface EmptyStateProps {
  readonly title: string
  /** The next step, in a sentence. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Nothing is here, and what to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={css.state}>
      <p className={css.title}>{title}</p>
      {children !== undefined && <p className={css.text}>{children}</p>}
      {action}
    </div>
  )
}

interface ErrorStateProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong, what one can do, and the number to quote. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const t = useT('common')
  const { title, advice } = useErrorWords(error)
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div className={classNames(css.state, css.error)} role="alert">
      <p className={css.title}>{title}</p>
      <p className={css.text}>{advice}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('retry')}</Button>}
      {requestId !== null && <p className={css.id}>{t('error.request', { id: requestId })}</p>}
    </div>
  )
}

/** The same in one line, beside the button that did not work. */
export function ErrorLine({ error }: { readonly error: unknown }) {
  const { title, advice } = useErrorWords(error)
  if (error === null || error === undefined) return null
  return (
    <p className={css.line} role="alert">
      {title}
      {title === advice || advice === '' ? '' : `. ${advice}`}
    </p>
  )
}

/** The words for what went wrong; what the server said comes before what we know of its code. */
function useErrorWords(error: unknown): { readonly title: string; readonly advice: string } {
  const t = useT('common')
  const writeSaid = useSaid()
  if (isMissingPart(error)) return { title: t('error.outdated'), advice: t('error.outdatedAdvice') }
  if (!(error instanceof ApiError))
    return { title: t('error.title'), advice: error instanceof Error ? error.message : '' }
  const said = error.detail === '' ? null : writeSaid(error.detail)
  switch (error.code) {
    case 'unreachable':
      return { title: t('error.unreachable'), advice: t('error.unreachableAdvice') }
    case 'forbidden':
      return { title: t('error.forbidden'), advice: said ?? t('error.forbiddenAdvice') }
    case 'not-found':
      return { title: t('error.notFound'), advice: t('error.notFoundAdvice') }
    case 'stale':
      return { title: t('error.stale'), advice: t('error.staleAdvice') }
    case 'too-many':
      return { title: t('error.tooMany'), advice: said ?? t('error.tooManyAdvice') }
    default:
      if (error.status >= 500) return { title: t('error.internal'), advice: t('error.internalAdvice') }
      return { title: t('error.title'), advice: said ?? error.title }
  }
}

interface LoadedProps<T> {
  readonly query: UseQueryResult<T, ApiError>
  /** What stands in its place until it has come; grey lines unless something fits better. */
  readonly skeleton?: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Shows an answer once it is there; until then that it loads, is being worked out, or did not work. */
export function Loaded<T>({ query, skeleton = <SkeletonLines />, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.failureReason?.code === 'building') return <Building detail={query.failureReason.detail} />
  return <Loading>{skeleton}</Loading>
}

/** Figures are being worked out: asked for again until they are there. */
export function Building({ detail }: { readonly detail: string }) {
  const t = useT('common')
  const writeSaid = useSaid()
  return (
    <div className={css.state} role="status">
      <span className={css.bar} aria-hidden />
      <p className={css.title}>{t('state.building')}</p>
      <p className={css.text}>{detail === '' ? t('state.buildingDetail') : writeSaid(detail)}</p>
    </div>
  )
}

export function Loading({ children }: { readonly children: ReactNode }) {
  const t = useT('common')
  return (
    <div aria-busy="true">
      <span className="unseen" role="status">
        {t('loading')}
      </span>
      {children}
    </div>
  )
}

export function SkeletonLines({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div className={css.lines} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={classNames(css.skeleton, css[`width-${line % 3}`])} />
      ))}
    </div>
  )
}

/** A grey block as high as what will stand there, so that nothing jumps. */
export function SkeletonBlock({ height }: { readonly height: number }) {
  return <span className={classNames(css.skeleton, css.block)} style={{ height }} aria-hidden />
}

/** Something to know before one goes on. */
export function Notice({
  tone = 'plain',
  children,
  action,
}: {
  readonly tone?: 'plain' | 'warning' | 'danger' | 'accent'
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={classNames(css.notice, css[tone])}>
      <div className={css.noticeText}>{children}</div>
      {action}
    </div>
  )
}
