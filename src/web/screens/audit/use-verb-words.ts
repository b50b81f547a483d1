import { audit } from '../../i18n/en/audit.ts'
import { useT } from '../../i18n/i18n.ts'

type Verb = keyof typeof audit.verbs

/** What can be done and is noted, as the server names it. */
export const auditVerbs: readonly string[] = Object.keys(audit.verbs)

/** Gives the words for what was done; one that this version has no words for stays as it was noted. */
export function useVerbWords() {
  const t = useT('audit')
  return (verb: string): string => (isKnown(verb) ? t(`verbs.${verb}`) : verb)
}

function isKnown(verb: string): verb is Verb {
  return Object.hasOwn(audit.verbs, verb)
}
