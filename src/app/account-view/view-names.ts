import { listAccounts } from '../../records/list-accounts.ts'
import { listLive } from '../../records/list-live.ts'
import { listReps } from '../../records/list-reps.ts'
import type { Records } from '../../records/records.ts'
import type { PeriodMovement } from '../grade/compare-periods.ts'

/** Names of ultimate parents; one that has no part in either window is looked up. */
export async function readRootNames(records: Records, { moves }: PeriodMovement): Promise<ReadonlyMap<string, string>> {
  const nameById = new Map(moves.map(({ account }) => [account.id, account.name]))
  const roots = new Map<string, string>()
  const missing = new Set<string>()
  for (const { account } of moves) {
    if (account.rootId === account.id) continue
    const name = nameById.get(account.rootId)
    if (name === undefined) missing.add(account.rootId)
    else roots.set(account.rootId, name)
  }
  if (missing.size > 0) {
    for (const { id, name } of await listAccounts(records)) if (missing.has(id)) roots.set(id, name)
  }
  return roots
}

/** Names of owners, territories and segments, by what it is and `source/key`: `owner main/r1`. */
export async function readNames(records: Records): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { source, key, name } of await listReps(records)) names.set(`owner ${source}/${key}`, name)
  for (const [kind, what] of [
    ['territories', 'territory'],
    ['segments', 'segment'],
  ] as const) {
    for await (const page of listLive(records, kind)) {
      for (const { source, content } of page) {
        const key = content['key'] ?? ''
        names.set(`${what} ${source}/${key}`, content['name'] ?? key)
      }
    }
  }
  return names
}

/** The territory above each, both as `source/key`. */
export async function readTerritoryParents(records: Records): Promise<ReadonlyMap<string, string>> {
  const parents = new Map<string, string>()
  for await (const page of listLive(records, 'territories')) {
    for (const { source, content } of page) {
      const parent = content['parent']
      if (parent) parents.set(`${source}/${content['key'] ?? ''}`, `${source}/${parent}`)
    }
  }
  return parents
}
