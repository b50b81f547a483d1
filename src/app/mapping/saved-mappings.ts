import { SourceMapping } from '../../contract/source.ts'
import type { Output } from '../../contract/operations.ts'
import { findLastMapping, insertMapping, listLastMappings, listMappingVersions } from '../../records/source-mapping.ts'
import type { StoredMapping } from '../../records/source-mapping.ts'
import type { Json } from '../../records/decode.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertMeant } from './read-mapping.ts'

/** The mappings that are saved, by source. */
export const listMappings: Verb<'listMappings'> = async (ctx) => {
  requireRight(ctx, 'import')
  const stored = (await listLastMappings(ctx.records.view)).filter(({ document }) => document !== null)
  const actorOf = await readActors(
    ctx.records.view,
    stored.map(({ author }) => author),
  )
  return {
    items: stored.map(({ source, version, author, at, document }) => ({
      source,
      version,
      author: actorOf(author),
      at,
      files: (SourceMapping.parse(document).files ?? []).map(({ file, kind }) => ({ file, kind })),
    })),
  }
}

/** The mapping of a source and who saved which version of it. */
export const getMapping: Verb<'getMapping'> = async (ctx, { source }) => {
  requireRight(ctx, 'import')
  return show(ctx, source)
}

/** Saves a mapping under the name of its source, from the version that was read. */
export const saveMapping: Verb<'saveMapping'> = async (ctx, { source, ifMatch, document }) => {
  requireRight(ctx, 'import')
  const kept: SourceMapping = { ...document, source }
  assertMeant(kept)
  await ctx.records.write(async (trx) => {
    const last = await findLastMapping(trx, source)
    // One that was taken out is as good as none: whoever saves it anew need not have seen it.
    const read = last?.document === null && ifMatch === 0 ? last.version : ifMatch
    const next: StoredMapping = {
      source,
      version: read + 1,
      document: JSON.parse(JSON.stringify(kept)) as Json,
      author: actorText(ctx.actor),
      at: ctx.now(),
    }
    if ((last?.version ?? 0) !== read || !(await insertMapping(trx, next))) throw changedMeanwhile('save', source)
    const files = (kept.files ?? []).map(({ file, kind }) => `${file} as ${kind}`)
    await audit(ctx, 'save mapping', source, { version: next.version, files }, trx)
  })
  return show(ctx, source)
}

/** Takes the mapping of a source out, as the version that was read. */
export const deleteMapping: Verb<'deleteMapping'> = async (ctx, { source, ifMatch }) => {
  requireRight(ctx, 'import')
  await ctx.records.write(async (trx) => {
    const last = await findLastMapping(trx, source)
    if (!last || last.document === null) throw unknownMapping(source)
    const gone = { source, version: ifMatch + 1, document: null, author: actorText(ctx.actor), at: ctx.now() }
    if (last.version !== ifMatch || !(await insertMapping(trx, gone))) throw changedMeanwhile('delete', source)
    await audit(ctx, 'delete mapping', source, { version: ifMatch }, trx)
  })
  return undefined
}

async function show(ctx: Ctx, source: string): Promise<Output<'getMapping'>> {
  const versions = await listMappingVersions(ctx.records.view, source)
  const [last] = versions
  if (!last || last.document === null) throw unknownMapping(source)
  const actorOf = await readActors(
    ctx.records.view,
    versions.map(({ author }) => author),
  )
  const head = ({ version, author, at }: StoredMapping) => ({ version, author: actorOf(author), at })
  return {
    source,
    ...head(last),
    document: SourceMapping.parse(last.document),
    history: versions.slice(1).flatMap((one) => (one.document === null ? [] : [head(one)])),
  }
}

function unknownMapping(source: string): BookError {
  return new BookError('not-found', `Cannot find a mapping of source "${source}": none is saved`)
}

function changedMeanwhile(what: 'save' | 'delete', source: string): BookError {
  return new BookError('stale', `Cannot ${what} the mapping of "${source}": it was changed meanwhile; look at it again`)
}
