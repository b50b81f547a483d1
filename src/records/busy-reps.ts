import type { RecordsView } from './records.ts'

/** A rep who is still here, with what they do. */
export interface BusyRep {
  /** `source/key`. */
  readonly rep: string
  readonly name: string
  /** Accounts they look after or have looked after. */
  readonly accounts: number
  readonly isManager: boolean
  readonly hasManager: boolean
}

/** Reps who are still here, those with the most accounts first. */
export async function listBusyReps(view: RecordsView): Promise<BusyRep[]> {
  const reps = await view
    .selectFrom('rep')
    .select(['source', 'key', 'name', 'manager'])
    .where('valid_to', 'is', null)
    .execute()
  const owned = await view
    .selectFrom('account_owner')
    .select(['source', 'rep', (eb) => eb.fn.countAll().as('accounts')])
    .groupBy(['source', 'rep'])
    .execute()
  const accountsByRep = new Map(owned.map(({ source, rep, accounts }) => [`${source}/${rep}`, Number(accounts)]))
  const managers = new Set(reps.map(({ source, manager }) => `${source}/${manager ?? ''}`))
  return reps
    .map(({ source, key, name, manager }) => {
      const rep = `${source}/${key}`
      const accounts = accountsByRep.get(rep) ?? 0
      return { rep, name: name ?? key, accounts, isManager: managers.has(rep), hasManager: manager !== null }
    })
    .toSorted((one, other) => other.accounts - one.accounts || (one.rep < other.rep ? -1 : 1))
}
