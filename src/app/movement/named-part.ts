import { listAccounts } from '../../records/list-accounts.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readNames } from '../account-view/view-names.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'

/** A part of the book as a person names it on the command line: keys, `source/key` or names. */
export interface NamedPart {
  readonly owner?: readonly string[]
  readonly territory?: string
  readonly segment?: readonly string[]
  readonly parent?: string
}

/** The same as the contract takes it: `source/key`, and the id of the account that heads a family. */
interface FoundPart {
  readonly owner?: string[]
  readonly territory?: string
  readonly segment?: string[]
  readonly parent?: string
}

/** Finds what is named; throws on what there is none or several of. */
export async function findPart(
  ctx: Pick<Ctx, 'records'>,
  { owner, territory, segment, parent }: NamedPart,
): Promise<FoundPart> {
  const names = await readNames(ctx.records)
  const keyOf = (what: Named, text: string): string => keyNamed(names, what, text)
  return {
    ...(owner && { owner: owner.map((text) => keyOf('owner', text)) }),
    ...(territory !== undefined && { territory: keyOf('territory', territory) }),
    ...(segment && { segment: segment.map((text) => keyOf('segment', text)) }),
    ...(parent !== undefined && { parent: getAccountNamed(await listAccounts(ctx.records), parent).id }),
  }
}

type Named = 'owner' | 'territory' | 'segment'

/** How an address and the command line name what has none. */
const nobody = 'none'

function keyNamed(names: ReadonlyMap<string, string>, what: Named, text: string): string {
  if (text === nobody) return nobody
  const all = Array.from(names, ([place, name]) => ({ place, name }))
    .filter(({ place }) => place.startsWith(`${what} `))
    .map(({ place, name }) => ({ key: place.slice(what.length + 1), name }))
  const exact = all.filter(({ key }) => key === text || key.slice(key.indexOf('/') + 1) === text)
  const found = exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase() === text.toLowerCase())
  const [only] = found
  if (only && found.length === 1) return only.key
  const listed = (found.length > 0 ? found : all).slice(0, 5).map(({ key, name }) => `${key} (${name})`)
  if (found.length > 1) {
    throw new BookError('usage', `Cannot tell which ${what} "${text}" means: ${listed.join(', ')}`)
  }
  const hint = listed.length === 0 ? '' : `; there is ${listed.join(', ')}`
  throw new BookError('not-found', `Cannot find ${what} "${text}"${hint}`)
}
