import { namesOfApiKeys } from '../records/api-key.ts'
import { namesOf } from '../records/user.ts'
import type { RecordsView } from '../records/records.ts'
import type { Actor } from './context.ts'

/**
 * How a row says who did something: the id of a person with access or of a key, whose name then lives in one place only, or
 * the name of whoever works on the machine (or of nobody in particular, before anybody has signed in).
 */
export function actorText(actor: Actor): string {
  return actor.kind !== 'local-operator' && actor.id !== '' ? actor.id : actor.name
}

/** Who is meant by such texts: people by their name of today, keys by theirs, the others by the text itself. */
export async function readActors(
  view: RecordsView,
  texts: readonly string[],
): Promise<(text: string) => { id: string | null; name: string }> {
  const people = await namesOf(view, texts)
  const others = texts.filter((text) => !people.has(text))
  const keys = await namesOfApiKeys(view, others)
  return (text) => {
    const name = people.get(text) ?? keys.get(text)
    return name === undefined ? { id: null, name: text } : { id: text, name }
  }
}
