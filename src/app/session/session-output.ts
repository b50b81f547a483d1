import type { Output } from '../../contract/operations.ts'
import type { Role } from '../../domain/right.ts'
import { appliedWatermark } from '../../records/import-batch.ts'
import type { User } from '../../records/user.ts'
import { preferences as preferencesSchema } from '../../contract/session.ts'
import type { Ctx, Person } from '../context.ts'
import { defaultPreferences, getUserOrThrow } from '../user/user-output.ts'

type Session = Output<'getSession'>

const landings: Readonly<Record<Role, Session['landing']>> = {
  administrator: 'portfolio',
  leader: 'portfolio',
  executive: 'portfolio',
  viewer: 'portfolio',
  'key-account-manager': 'my-book',
  rep: 'my-book',
  service: 'search',
  finance: 'imports',
}

/** Who is signed in and what they may do. */
export async function toSessionOutput(ctx: Pick<Ctx, 'records'>, person: Person, expiresAt: string): Promise<Session> {
  const user = await getUserOrThrow(ctx.records.view, person.id)
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      reps: [...user.reps],
      preferences: preferencesOf(user),
    },
    rights: person.grants,
    landing: await landingOf(ctx, user.role),
    expiresAt,
  }
}

/** Made once: a schema costs more to make than to use. */
const chosenPreferences = preferencesSchema.partial()

/** What a person has chosen, filled up with what goes for everybody. */
export function preferencesOf({ preferences }: Pick<User, 'preferences'>): Session['user']['preferences'] {
  const chosen = chosenPreferences.safeParse(preferences).data
  return {
    language: chosen?.language ?? defaultPreferences.language,
    format: chosen?.format ?? defaultPreferences.format,
    theme: chosen?.theme ?? defaultPreferences.theme,
  }
}

/** The screen to begin with; in an empty book an administrator lets people in first. */
async function landingOf({ records }: Pick<Ctx, 'records'>, role: Role): Promise<Session['landing']> {
  if (role !== 'administrator') return landings[role]
  return (await appliedWatermark(records)) === 0 ? 'users' : landings[role]
}
