import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { readAmount } from './document.ts'
import css from './Editor.module.css'

interface AmountProps {
  /** What it is, for those who listen; the eye has it from its place. */
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly error?: string | undefined
  readonly width?: 's' | 'm'
}

/** An amount or a number that stands in a row: exact text, never a float. What can only mean one number is written as that. */
export function AmountInput({ label, value, onValue, error, width = 'm' }: AmountProps) {
  return (
    <input
      className={classNames(css.amount, width === 's' && css.narrow)}
      aria-label={label}
      aria-invalid={error !== undefined}
      title={error ?? label}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      onBlur={() => {
        const read = readAmount(value)
        if (read !== value) onValue(read)
      }}
    />
  )
}

interface NumberProps {
  readonly label: string
  readonly value: number
  readonly onValue: (value: number) => void
  readonly error?: string | undefined
}

/** A small number, such as points or a weight; what is none is kept as none, so that it is said. */
export function NumberInput({ label, value, onValue, error }: NumberProps) {
  return (
    <input
      type="number"
      className={classNames(css.amount, css.narrow)}
      aria-label={label}
      aria-invalid={error !== undefined}
      title={error ?? label}
      min={0}
      step="any"
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) => onValue(event.target.valueAsNumber)}
    />
  )
}

/** A part of the policy that opens and closes, its title always in sight. */
export function EditorPart({
  title,
  hint,
  isOpen = true,
  children,
}: {
  readonly title: string
  readonly hint: string
  /** Whether it is open at first. */
  readonly isOpen?: boolean
  readonly children: ReactNode
}) {
  return (
    <details className={css.part} open={isOpen}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <p className={css.hint}>{hint}</p>
      {children}
    </details>
  )
}
