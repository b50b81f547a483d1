import { v7 as uuidv7 } from 'uuid'
import { roles } from '../../domain/right.ts'
import type { Role } from '../../domain/right.ts'
import { listBusyReps } from '../../records/busy-reps.ts'
import type { BusyRep } from '../../records/busy-reps.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { findUserByEmail, insertUser, setActive } from '../../records/user.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { seedAllGrants } from './grants.ts'
import { defaultPreferences, getUserOrThrow } from './user-output.ts'

/** Who they are where no rep of the book gives them a name. */
const names: Readonly<Record<Role, string>> = {
  administrator: 'Ada Lindqvist',
  leader: 'Leo Brandt',
  'key-account-manager': 'Karin Moreau',
  rep: 'Remo Keller',
  finance: 'Fiona Hartmann',
  service: 'Sami Novak',
  executive: 'Eva Castellan',
  viewer: 'Vera Jonsson',
}

/** The first digits of the numbers in Berlin that are kept for stories: nobody is ever rung by one. */
const phoneOfStories = '+49 30 23125'

/** Whom to call in the demo about an account whose rep has no access. */
export const demoDesk = { name: 'Inside sales', phone: `${phoneOfStories} 100`, email: 'inside-sales@demo.example' }

/** The person of a role in the demo, made when nobody asked for one before. Gives back the id. */
export async function ensureDemoPerson(ctx: Ctx, role: Role): Promise<string> {
  const known = await findUserByEmail(ctx.records.view, emailOf(role))
  if (known !== undefined) return known.id
  return ctx.records.write(async (trx) => {
    await seedAllGrants(trx)
    const reps = await chooseReps(trx)
    for (const one of roles) await addPerson(ctx, trx, one, reps[one])
    return (await findUserByEmail(trx, emailOf(role)))?.id ?? ''
  })
}

async function addPerson(ctx: Ctx, trx: RecordsTransaction, role: Role, rep: BusyRep | undefined): Promise<void> {
  if (await findUserByEmail(trx, emailOf(role))) return
  const id = uuidv7()
  const name = rep?.name ?? names[role]
  const phone = `${phoneOfStories} ${String(101 + roles.indexOf(role))}`
  const fields = { name, phone, role, scope: null, territory: null, reps: rep ? [rep.rep] : [] }
  await insertUser(trx, { id, email: emailOf(role), ...fields, preferences: defaultPreferences, at: ctx.now() })
  await setActive(trx, id, name, ctx.now())
  const { reps } = await getUserOrThrow(trx, id)
  await audit(ctx, 'make demo person', id, { role, reps }, trx)
}

/** Real reps of the book: the one with the most accounts, the next one for the key accounts, and whoever all report to. */
async function chooseReps(trx: RecordsTransaction): Promise<Partial<Record<Role, BusyRep>>> {
  const reps = await listBusyReps(trx)
  const field = reps.filter(({ isManager }) => !isManager)
  const top = reps.find(({ isManager, hasManager }) => isManager && !hasManager)
  return Object.fromEntries(
    [['rep', field[0]] as const, ['key-account-manager', field[1]] as const, ['leader', top] as const].filter(
      ([, rep]) => rep !== undefined,
    ),
  )
}

function emailOf(role: Role): string {
  return `${role}@demo.example`
}
