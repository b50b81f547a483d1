import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { farPast } from '../../../domain/day.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Money, Percent } from '../../ui/Figures.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress, type Explanation } from './account-parts.ts'
import { Factors } from './Factors.tsx'
import { GradeLadder } from './GradeLadder.tsx'
import { useKindWord } from './use-kind-word.ts'
import css from './Why.module.css'
import { writeSentence } from './write-sentence.ts'

export function useExplanation() {
  const { id, ofPeriod } = useAccountAddress()
  return useQuery(queryOf('getExplanation', { params: { id }, query: ofPeriod }))
}

/** The whole case for a grade: bounds, sentences, factors, the money behind it and the policy that says so. */
export function Why() {
  return (
    <Loaded query={useExplanation()} skeleton={<SkeletonBlock height={420} />}>
      {(explanation) => (
        <div className={css.why}>
          <div className={css.main}>
            <Bounds explanation={explanation} />
            <Factors explanation={explanation} />
          </div>
          <div className={css.side}>
            <Sentences explanation={explanation} />
            <MoneyBehind explanation={explanation} />
          </div>
          <Basis explanation={explanation} />
        </div>
      )}
    </Loaded>
  )
}

function Bounds({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  return (
    <Section
      title={t('why.bounds')}
      hint={t('why.boundsFor', {
        basis: t(explanation.gradeBy === 'spend' ? 'why.bySpend' : 'why.byScore'),
        level: t(explanation.level === 'account' ? 'why.ofAccount' : 'why.ofFamily'),
      })}
    >
      <GradeLadder explanation={explanation} />
    </Section>
  )
}

function Sentences({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const format = useFormat()
  // The policy has a line of its own at the foot.
  const sentences = explanation.sentences.filter(({ id }) => id !== 'policy')
  const bounds = explanation.bounds.flatMap(({ atLeast }) => atLeast ?? [])
  const pen = { write: t, format, currency: explanation.basis.currency, bounds }
  return (
    <Section title={t('why.sentences')}>
      <ul className={css.sentences}>
        {sentences.map((sentence) => {
          const text = writeSentence(sentence, pen)
          return <li key={text}>{text}</li>
        })}
      </ul>
    </Section>
  )
}

/** What the grade was worked out from, with the way to the lines of every account that counts. */
function MoneyBehind({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const { gradedSpend, ownSpend, grossProfit, coverage, accounts, basis, level } = explanation
  const ofFamily = level === 'ultimate-parent' && accounts.length > 1
  const items = [
    ...(gradedSpend === undefined
      ? []
      : [
          [
            t('why.graded'),
            <Money key="graded" amount={gradedSpend} currency={basis.currency} size="exact" />,
          ] as const,
        ]),
    ...(ownSpend === undefined || !ofFamily
      ? []
      : [[t('why.own'), <Money key="own" amount={ownSpend} currency={basis.currency} size="exact" />] as const]),
    ...(grossProfit === undefined
      ? []
      : [
          [
            t('why.grossProfit'),
            <Money key="profit" amount={grossProfit} currency={basis.currency} size="exact" />,
          ] as const,
        ]),
    ...(coverage === undefined ? [] : [[t('why.coverage'), <Percent key="coverage" share={coverage} />] as const]),
  ]
  if (items.length === 0) return null
  return (
    <Section title={t('why.money')}>
      <Facts items={items} />
      <p className={css.lines}>
        <Link
          from="/accounts/$id"
          to="."
          search={{ tab: 'lines', ...(ofFamily ? { ofFamily: 'yes' } : {}) }}
          resetScroll={false}
        >
          {t('why.openLines')}
        </Link>{' '}
        {t('why.accounts', { count: accounts.length })}
      </p>
    </Section>
  )
}

function Basis({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const format = useFormat()
  const kindWord = useKindWord()
  const { policy, basis, kinds } = explanation
  return (
    <p className={css.basis}>
      {policy.effectiveFrom === farPast
        ? t('why.policyAlways', { name: policy.name, version: policy.version })
        : t('why.policy', { name: policy.name, version: policy.version, day: format.day(policy.effectiveFrom) })}
      {'. '}
      {t('why.basis', {
        from: format.day(basis.from),
        to: format.day(basis.to),
        currency: basis.currency,
        kinds: format.list(kinds.map(kindWord)),
        watermark: basis.watermark,
      })}
      {'.'}
    </p>
  )
}
