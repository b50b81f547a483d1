import { setPreferences } from '../../records/user.ts'
import { BookError } from '../error.ts'
import { getUserOrThrow } from '../user/user-output.ts'
import type { Verb } from '../verb.ts'
import { preferencesOf } from './session-output.ts'

/** Sets language, number format and theme of the person signed in; what is not named stays. */
export const updatePreferences: Verb<'updatePreferences'> = async (ctx, given) => {
  const { actor } = ctx
  if (actor.kind !== 'person') throw new BookError('unauthenticated', 'Cannot set preferences: nobody is signed in')
  if (given.format !== undefined) assertLocale(given.format)
  return ctx.records.write(async (trx) => {
    const before = preferencesOf(await getUserOrThrow(trx, actor.id))
    const after = {
      language: given.language ?? before.language,
      format: given.format ?? before.format,
      theme: given.theme ?? before.theme,
    }
    await setPreferences(trx, actor.id, after)
    return after
  })
}

function assertLocale(format: string): void {
  try {
    if (Intl.NumberFormat.supportedLocalesOf(format).length > 0) return
  } catch {
    // What is no locale at all is said like one that is not known.
  }
  throw new BookError('bad-input', `Cannot write numbers as in "${format}": use a locale such as de-DE`)
}
