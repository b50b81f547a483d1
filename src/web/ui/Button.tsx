import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import css from './Button.module.css'
import { classNames } from './class-names.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to do here; `plain`: no frame until one points at it. */
  readonly kind?: 'primary' | 'secondary' | 'plain' | 'danger'
  readonly size?: 's' | 'm'
  readonly icon?: ReactNode
  /** Only the icon shows; the children are read aloud and on hover. */
  readonly isIconOnly?: boolean
  readonly isBusy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({
  kind = 'secondary',
  size = 'm',
  icon,
  isIconOnly = false,
  isBusy = false,
  className,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(css.button, css[kind], css[`size-${size}`], isIconOnly && css.iconOnly, className)}
      disabled={disabled ?? isBusy}
      aria-busy={isBusy}
      title={isIconOnly && typeof children === 'string' ? children : undefined}
      {...rest}
    >
      {isBusy ? <span className={css.spinner} aria-hidden /> : icon}
      {isIconOnly ? <span className="unseen">{children}</span> : children}
    </button>
  )
}

/** The look of a button for a link. */
export function buttonClass(kind: NonNullable<ButtonProps['kind']> = 'secondary', size: 's' | 'm' = 'm'): string {
  return classNames(css.button, css[kind], css[`size-${size}`])
}
