import { useCallback, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import css from './Popover.module.css'
import { classNames } from './class-names.ts'
import { Button, type ButtonProps } from './Button.tsx'

interface Props extends Omit<ButtonProps, 'children' | 'onToggle'> {
  readonly label: ReactNode
  /** What is in it: `menu` for commands, `dialog` for fields. */
  readonly holds?: 'menu' | 'dialog'
  /** What it is called, for those who listen. */
  readonly name: string
  readonly align?: 'start' | 'end'
  readonly children: (close: () => void) => ReactNode
}

const gap = 4
const margin = 8

/** A button that opens a sheet below it. The platform closes it by Escape or a click elsewhere. */
export function Popover({ label, holds = 'dialog', name, align = 'start', children, ...button }: Props) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button ref={opener} {...button} popoverTarget={id} aria-haspopup={holds} aria-expanded={isOpen}>
        {label}
      </Button>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        role={holds}
        aria-label={name}
        tabIndex={-1}
        className={classNames(css.sheet, holds === 'menu' && css.menu)}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
        onToggle={(event) => {
          if (event.newState !== 'open' || opener.current === null || sheet.current === null) return
          place(sheet.current, opener.current, align)
          firstIn(sheet.current)?.focus({ preventScroll: true })
        }}
        onKeyDown={(event) => {
          if (holds === 'menu') moveInMenu(event)
        }}
      >
        {isOpen && <Inside sheet={sheet}>{children}</Inside>}
      </div>
    </>
  )
}

function Inside({
  sheet,
  children,
}: {
  readonly sheet: RefObject<HTMLElement | null>
  readonly children: Props['children']
}) {
  return children(useCallback(() => sheet.current?.hidePopover(), [sheet]))
}

/** Below the opener, or above it where there is no room below; never off the screen. */
function place(sheet: HTMLElement, opener: HTMLElement, align: 'start' | 'end'): void {
  const at = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = sheet
  const wanted = align === 'start' ? at.left : at.right - width
  const left = Math.max(margin, Math.min(wanted, innerWidth - width - margin))
  const below = at.bottom + gap
  const top = below + height > innerHeight - margin && at.top > height + gap ? at.top - height - gap : below
  sheet.style.left = `${left}px`
  sheet.style.top = `${top}px`
  sheet.style.maxHeight = `${Math.max(160, innerHeight - top - margin)}px`
}

function firstIn(sheet: HTMLElement): HTMLElement | null {
  return sheet.querySelector<HTMLElement>('input, select, [role^="menuitem"]:not(:disabled), button, a')
}

function moveInMenu(event: React.KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')]
  const at = items.findIndex((item) => item === document.activeElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
  if (next === undefined || items.length === 0) return
  event.preventDefault()
  items.at(next % items.length)?.focus()
}

interface ItemProps {
  readonly icon?: ReactNode
  readonly isDanger?: boolean
  /** For one of several that can be chosen; undefined for a command. */
  readonly isChosen?: boolean
  readonly isDisabled?: boolean
  readonly onChoose: () => void
  readonly children: ReactNode
}

export function MenuItem({ icon, isDanger = false, isChosen, isDisabled = false, onChoose, children }: ItemProps) {
  return (
    <button
      type="button"
      role={isChosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={isChosen}
      disabled={isDisabled}
      tabIndex={-1}
      className={classNames(css.item, isDanger && css.danger, isChosen === true && css.chosen)}
      onClick={onChoose}
    >
      {icon}
      <span className={css.itemText}>{children}</span>
      {isChosen === true && <span aria-hidden>✓</span>}
    </button>
  )
}

export function MenuLine({ children }: { readonly children?: ReactNode }) {
  return children === undefined ? <hr className={css.rule} /> : <div className={css.heading}>{children}</div>
}
