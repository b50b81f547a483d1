import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useT } from '../i18n/i18n.ts'
import { queryOf } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorLine } from '../ui/States.tsx'
import { classNames } from '../ui/class-names.ts'
import { FoundRow } from './FoundRow.tsx'
import css from './SearchPanel.module.css'
import { useChoices, type Choice } from './use-choices.tsx'

interface Props {
  /** Called when something was chosen or Escape was pressed in an empty field; missing where the panel is the screen. */
  readonly onDone?: () => void
  readonly start?: string | undefined
  readonly onQuery?: (q: string) => void
}

const pause = 70

/** Finds accounts by name, key, alias, site, order or invoice number while one types, and screens by name. */
export function SearchPanel({ onDone, start = '', onQuery }: Props) {
  const t = useT('shell')
  const id = useId()
  const [q, setQ] = useState(start)
  const [active, setActive] = useState(0)
  const asked = usePause(q.trim())
  const list = useRef<HTMLDivElement>(null)
  const { data, error, isFetching } = useQuery({
    ...queryOf('search', { query: { q: asked } }),
    enabled: asked !== '',
    // What was found for the letters before stays until the next answer; a question that is overtaken is called off.
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const found = asked === '' || q.trim() === '' ? [] : (data?.items ?? [])
  const choices = useChoices({ q: q.trim(), found, onDone })
  const chosen = Math.min(active, choices.length - 1)

  const move = (to: number) => {
    if (choices.length === 0) return
    const next = (to + choices.length) % choices.length
    setActive(next)
    list.current?.querySelector(`[data-choice="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(chosen + 1)
    else if (event.key === 'ArrowUp') move(chosen - 1)
    else if (event.key === 'Enter') choices[chosen]?.choose()
    else if (event.key === 'Escape' && q !== '' && onDone === undefined) setQ('')
    else return
    event.preventDefault()
  }
  const type = (text: string) => {
    setQ(text)
    setActive(0)
    onQuery?.(text.trim())
  }

  return (
    <div className={css.panel}>
      <div className={css.field}>
        <IconSearch size={18} aria-hidden />
        <input
          data-first
          className={css.input}
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded={choices.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={choices.length > 0 ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          value={q}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {q !== '' && (
          <Button kind="plain" size="s" isIconOnly icon={<IconX size={16} />} onClick={() => type('')}>
            {t('common:clear')}
          </Button>
        )}
        {onDone !== undefined && (
          <Button kind="plain" size="s" className={css.closer} onClick={onDone}>
            {t('common:cancel')}
          </Button>
        )}
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('palette.results')} className={css.list}>
        {choices.map((choice, index) => (
          <ChoiceRow
            key={choice.key}
            id={`${id}-${index}`}
            index={index}
            choice={choice}
            heading={choice.group === choices[index - 1]?.group ? null : t(`palette.${choice.group}`)}
            isActive={index === chosen}
            q={q.trim()}
            onPoint={() => setActive(index)}
          />
        ))}
      </div>
      {asked !== '' && found.length === 0 && data !== undefined && !isFetching && (
        <div className={css.nothing}>
          <p>{t('palette.nothing', { q: asked })}</p>
          <p className={css.advice}>{t('palette.nothingAdvice')}</p>
        </div>
      )}
      <ErrorLine error={error} />
      <p className="unseen" role="status">
        {asked === '' || isFetching ? '' : t('palette.found', { count: found.length })}
      </p>
      <p className={css.keys} aria-hidden>
        {t('palette.keys')}
      </p>
    </div>
  )
}

interface ChoiceRowProps {
  readonly id: string
  readonly index: number
  readonly choice: Choice
  readonly heading: string | null
  readonly isActive: boolean
  readonly q: string
  readonly onPoint: () => void
}

function ChoiceRow({ id, index, choice, heading, isActive, q, onPoint }: ChoiceRowProps) {
  return (
    <>
      {heading !== null && (
        <div className={css.heading} role="presentation">
          {heading}
        </div>
      )}
      <div
        id={id}
        data-choice={index}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        className={classNames(css.choice, isActive && css.active)}
        onMouseMove={onPoint}
        onClick={choice.choose}
      >
        {choice.found === null ? (
          <>
            <span className={css.icon} aria-hidden>
              {choice.icon}
            </span>
            <span className={css.name}>{choice.label}</span>
            {choice.note !== null && <span className={css.note}>{choice.note}</span>}
          </>
        ) : (
          <FoundRow found={choice.found} q={q} />
        )}
      </div>
    </>
  )
}

/** The text once nobody has typed for a moment; cleared at once. */
function usePause(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
