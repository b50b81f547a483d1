import { namesOf } from '../records/user.ts'
import type { RecordsView } from '../records/records.ts'
import type { Actor } from './context.ts'

/**
 * How a row says who did something: the id of a person with access, whose name then lives in one place only, or the name of
 * whoever works on the machine (or of nobody in particular, before anybody has signed in).
 */
export function actorText(actor: Actor): string {
  return actor.kind === 'person' && actor.id !== '' ? actor.id : actor.name
}

/** Who is meant by such texts: people by their name of today, the others by the text itself. */
export async function readActors(
  view: RecordsView,
  texts: readonly string[],
): Promise<(text: string) => { id: string | null; name: string }> {
  const names = await namesOf(view, texts)
  return (text) => {
    const name = names.get(text)
    return name === undefined ? { id: null, name: text } : { id: text, name }
  }
}
