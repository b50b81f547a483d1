import type { Output } from '../../contract/operations.ts'
import { useT } from '../i18n/i18n.ts'
import { useBook } from './book-context.ts'
import css from './Badges.module.css'
import { classNames } from './class-names.ts'
import { gradeTone } from './grade-tone.ts'
import { shortGrade } from './short-grade.ts'

/** The name of a grade on its step of the ramp; hatched and a dash for none. */
export function GradeBadge({
  grade,
  size = 'm',
  labels,
  isShort = false,
}: {
  readonly grade: string | null
  readonly size?: 's' | 'm' | 'l'
  /** The grades it is one of, best first, where they are not those of the book. */
  readonly labels?: readonly string[] | undefined
  /** A beginning that tells it apart, where there is no room for a name; the whole of it is its title. */
  readonly isShort?: boolean
}) {
  const t = useT('common')
  const own = useGradeLabels()
  const among = labels ?? own
  const shown = grade === null ? '–' : isShort ? shortGrade(grade, among) : grade
  const label = grade === null ? t('grade.none') : t('grade.label', { grade })
  return (
    <span
      className={classNames(
        css.grade,
        css[`size-${size}`],
        css[`tone-${gradeTone(grade, among)}`],
        shown.length > 3 && css.name,
      )}
      title={label}
    >
      <span className={css.shown} aria-hidden>
        {shown}
      </span>
      <span className="unseen">{label}</span>
    </span>
  )
}

/** The grades of the policy of the book, best first. */
function useGradeLabels(): readonly string[] {
  const book = useBook()
  return book?.policy.grades.map(({ label }) => label) ?? []
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
      <GradeBadge grade={from} size="s" isShort />
      <span aria-hidden>→</span>
      <GradeBadge grade={to} size="s" isShort />
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
