import { useId, useState, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react'
import { IconEye, IconEyeOff, IconSearch, IconX } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import css from './Fields.module.css'
import { classNames } from './class-names.ts'

interface Around {
  readonly label: string
  /** What it is for, or an example. */
  readonly hint?: ReactNode
  /** Why it is not taken; null while it is. */
  readonly error?: string | null | undefined
  readonly isOptional?: boolean
  /** The label is read aloud only, where the place says it to the eye. */
  readonly isLabelHidden?: boolean
}

interface FieldProps extends Around {
  readonly children: (ids: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': boolean
  }) => ReactNode
}

/** Label, control, hint and error, tied together for those who listen. */
function Field({ label, hint, error = null, isOptional = false, isLabelHidden = false, children }: FieldProps) {
  const t = useT('common')
  const id = useId()
  const described = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`].join(' ').trim()
  return (
    <div className={css.field}>
      <label htmlFor={id} className={isLabelHidden ? 'unseen' : css.label}>
        {label}
        {isOptional && <span className={css.optional}> {t('optional')}</span>}
      </label>
      {children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': error !== null })}
      {hint !== undefined && (
        <div className={css.hint} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== null && (
        <div className={css.error} id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  )
}

type Typed = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'size'> & {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly ref?: Ref<HTMLInputElement>
}

export function TextField({ label, hint, error, isOptional, isLabelHidden, value, onValue, ...rest }: Around & Typed) {
  return (
    <Field {...around({ label, hint, error, isOptional, isLabelHidden })}>
      {(ids) => (
        <input
          className={css.input}
          value={value}
          onChange={(event) => onValue(event.target.value)}
          {...ids}
          {...rest}
        />
      )}
    </Field>
  )
}

/** A password can be looked at while it is typed, pasted, and kept by a password manager. */
export function PasswordField({
  label,
  hint,
  error,
  isOptional,
  isLabelHidden,
  value,
  onValue,
  ...rest
}: Around & Typed) {
  const t = useT('common')
  const [isShown, setShown] = useState(false)
  return (
    <Field {...around({ label, hint, error, isOptional, isLabelHidden })}>
      {(ids) => (
        <div className={css.withButton}>
          <input
            className={css.input}
            type={isShown ? 'text' : 'password'}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            spellCheck={false}
            autoCapitalize="none"
            {...ids}
            {...rest}
          />
          <Button
            kind="plain"
            size="s"
            isIconOnly
            icon={isShown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? 'hidePassword' : 'showPassword')}
          </Button>
        </div>
      )}
    </Field>
  )
}

export function SearchField({ label, value, onValue, ...rest }: { readonly label: string } & Typed) {
  const t = useT('common')
  return (
    <div className={css.search} role="search">
      <IconSearch size={15} aria-hidden />
      <input
        className={css.input}
        type="text"
        inputMode="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onValue('')
        }}
        autoComplete="off"
        spellCheck={false}
        {...rest}
      />
      {value !== '' && (
        <Button kind="plain" size="s" isIconOnly icon={<IconX size={14} />} onClick={() => onValue('')}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

type LongTyped = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'> & {
  readonly value: string
  readonly onValue: (value: string) => void
}

export function TextArea({
  label,
  hint,
  error,
  isOptional,
  isLabelHidden,
  value,
  onValue,
  ...rest
}: Around & LongTyped) {
  return (
    <Field {...around({ label, hint, error, isOptional, isLabelHidden })}>
      {(ids) => (
        <textarea
          className={classNames(css.input, css.area)}
          rows={3}
          value={value}
          onChange={(event) => onValue(event.target.value)}
          {...ids}
          {...rest}
        />
      )}
    </Field>
  )
}

export interface Option<T extends string = string> {
  readonly value: T
  readonly label: string
}

interface SelectProps<T extends string> extends Around {
  readonly value: T | ''
  readonly options: readonly Option<T>[]
  readonly onValue: (value: T) => void
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string
  readonly isDisabled?: boolean
  readonly isRequired?: boolean
}

/** The control of the platform: the keyboard and the wheel of a phone know it. */
export function SelectField<T extends string>({
  value,
  options,
  onValue,
  placeholder,
  isDisabled = false,
  isRequired = false,
  ...rest
}: SelectProps<T>) {
  return (
    <Field {...rest}>
      {(ids) => (
        <select
          className={classNames(css.input, css.select)}
          value={value}
          disabled={isDisabled}
          required={isRequired}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen !== undefined) onValue(chosen.value)
          }}
          {...ids}
        >
          {(placeholder !== undefined || value === '') && (
            <option value="" disabled>
              {placeholder ?? ''}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface CheckProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly isChecked: boolean
  readonly onChecked: (isChecked: boolean) => void
  readonly isDisabled?: boolean
}

export function CheckField({ label, hint, isChecked, onChecked, isDisabled = false }: CheckProps) {
  const id = useId()
  return (
    <div className={css.check}>
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        disabled={isDisabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChecked(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <div className={css.hint} id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
    </div>
  )
}

interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly Option<T>[]
  readonly onValue: (value: T) => void
}

/** One of a few, all in sight. */
export function SegmentedControl<T extends string>({ label, value, options, onValue }: SegmentedProps<T>) {
  const name = useId()
  return (
    <div className={css.segments} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={classNames(css.segment, option.value === value && css.chosen)}>
          <input
            type="radio"
            className={css.radio}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}

/** Fields of a form under each other; its buttons at the end. */
export function Form({ onSubmit, children }: { readonly onSubmit: () => void; readonly children: ReactNode }) {
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

export function FormButtons({ children }: { readonly children: ReactNode }) {
  return <div className={css.formButtons}>{children}</div>
}

/** Properties that are not given stay not given. */
function around(props: { [Name in keyof Around]: Around[Name] | undefined } & { readonly label: string }): Around {
  const { label, hint, error, isOptional, isLabelHidden } = props
  return {
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(error === undefined ? {} : { error }),
    ...(isOptional === undefined ? {} : { isOptional }),
    ...(isLabelHidden === undefined ? {} : { isLabelHidden }),
  }
}
