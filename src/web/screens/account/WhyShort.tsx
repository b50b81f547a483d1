import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { GradeLadder } from './GradeLadder.tsx'
import { useExplanation } from './Why.tsx'
import css from './WhyShort.module.css'

/** Where the account stands among the grades, with the way to the whole case. */
export function WhyShort() {
  const t = useT('account')
  return (
    <Section
      title={t('why.title')}
      actions={
        <Link className={css.whole} from="/accounts/$id" to="." search={{ tab: 'why' }} resetScroll={false}>
          {t('why.short')}
        </Link>
      }
    >
      <Loaded query={useExplanation()} skeleton={<SkeletonBlock height={72} />}>
        {(explanation) => <GradeLadder explanation={explanation} />}
      </Loaded>
    </Section>
  )
}
