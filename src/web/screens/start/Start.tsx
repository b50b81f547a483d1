import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { basePath } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { startQuery } from '../../queries.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Form, TextField } from '../../ui/Fields.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import { DemoEntry } from './DemoEntry.tsx'
import { MakingDemo } from './MakingDemo.tsx'
import css from './Start.module.css'
import { tokenOf } from './token-of.ts'

type StartState = Output<'getStart'>

const soon = 1000

/** The first thing anybody sees: look round the demo, or begin with one's own book. */
export function Start() {
  const query = useQuery({
    ...startQuery,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.demo?.state === 'making' ? soon : false),
  })
  return (
    <Loaded query={query}>
      {(start) => (start.book.isDemo ? <DemoEntry start={start} /> : <Welcome start={start} />)}
    </Loaded>
  )
}

function Welcome({ start }: { readonly start: StartState }) {
  const t = useT('start')
  return (
    <>
      <PageHeader title={t('welcome.title')}>{t('welcome.text')}</PageHeader>
      <div className={css.ways}>
        {start.demo !== null && <DemoWay demo={start.demo} />}
        <section className={css.way} aria-labelledby="start-own">
          <h2 id="start-own">{t('own.title')}</h2>
          <p className={css.text}>{t(start.needsAdministrator ? 'own.text' : 'own.textReady')}</p>
          {start.needsAdministrator ? (
            <PasteLink />
          ) : (
            <Link to="/sign-in" className={buttonClass('primary')}>
              {t('own.signIn')}
            </Link>
          )}
        </section>
      </div>
    </>
  )
}

function DemoWay({ demo }: { readonly demo: NonNullable<StartState['demo']> }) {
  const t = useT('start')
  return (
    <section className={css.way} aria-labelledby="start-demo">
      <h2 id="start-demo">{t('demo.title')}</h2>
      <p className={css.text}>{t('demo.text')}</p>
      {demo.state === 'ready' && (
        <a className={buttonClass('primary')} href={demo.address}>
          {t('demo.action')}
        </a>
      )}
      {demo.state === 'making' && <MakingDemo progress={demo.progress} />}
      {demo.state === 'failed' && <p className={css.failed}>{t('demo.failed')}</p>}
    </section>
  )
}

/** The link of the terminal, for whoever copied it rather than clicked it. */
function PasteLink() {
  const t = useT('start')
  const navigate = useNavigate()
  const [link, setLink] = useState('')
  const [isBad, setBad] = useState(false)
  return (
    <Form
      onSubmit={() => {
        const token = tokenOf(link, basePath)
        setBad(token === null)
        if (token !== null) void navigate({ to: '/invitation/$token', params: { token } })
      }}
    >
      <TextField
        label={t('own.paste')}
        hint={t('own.pasteHint')}
        error={isBad ? t('own.pasteBad') : null}
        value={link}
        onValue={setLink}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <div>
        <Button type="submit" kind="primary">
          {t('own.action')}
        </Button>
      </div>
    </Form>
  )
}
