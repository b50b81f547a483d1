import type { Output } from '../../contract/operations.ts'
import { useT } from '../i18n/i18n.ts'
import { useBook } from './book-context.ts'
import css from './Badges.module.css'
import { classNames } from './class-names.ts'
import { gradeTone } from './grade-tone.ts'

/** The letter of a grade on its step of the ramp; hatched and a dash for none. */
export function GradeBadge({
  grade,
  size = 'm',
  labels,
}: {
  readonly grade: string | null
  readonly size?: 's' | 'm' | 'l'
  /** The grades it is one of, best first, where they are not those of the book. */
  readonly labels?: readonly string[] | undefined
}) {
  const t = useT('common')
  const own = useGradeTone(grade)
  const tone = labels ? gradeTone(grade, labels) : own
  const label = grade === null ? t('grade.none') : t('grade.label', { grade })
  return (
    <span className={classNames(css.grade, css[`size-${size}`], css[`tone-${tone}`])} title={label}>
      <span aria-hidden>{grade ?? '–'}</span>
      <span className="unseen">{label}</span>
    </span>
  )
}

/** The step of the ramp a grade has in the policy of the book, 1 (best) to 6; `none` without a grade. */
function useGradeTone(grade: string | null) {
  const book = useBook()
  return gradeTone(grade, book?.policy.grades.map(({ label }) => label) ?? [])
}

export type MovementName = Output<'listAccounts'>['items'][number]['movement']

const glyphs: Readonly<Record<MovementName, string>> = {
  up: '▲',
  down: '▼',
  new: '✦',
  returned: '↩',
  lost: '✕',
  kept: '=',
  ungraded: '?',
}

/** What an account did since twelve months before; the glyph and the word say it, the colour only helps. */
export function MovementBadge({
  movement,
  isShort = false,
}: {
  readonly movement: MovementName
  readonly isShort?: boolean
}) {
  const t = useT('common')
  const word = t(`movement.${movement}`)
  return (
    <span className={classNames(css.movement, css[movement])} title={isShort ? word : undefined}>
      <span className={css.glyph} aria-hidden>
        {glyphs[movement]}
      </span>
      <span className={isShort ? 'unseen' : undefined}>{word}</span>
    </span>
  )
}

/** From one grade to another. */
export function GradeMove({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  return (
    <span className={css.move}>
      <GradeBadge grade={from} size="s" />
      <span aria-hidden>→</span>
      <GradeBadge grade={to} size="s" />
    </span>
  )
}

/** A word on a quiet ground: a state, a role, a kind. */
export function Tag({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'accent' | 'warning' | 'danger'
  readonly children: React.ReactNode
}) {
  return <span className={classNames(css.tag, css[`tag-${tone}`])}>{children}</span>
}
