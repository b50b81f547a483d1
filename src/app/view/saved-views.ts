import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import type { RecordsView } from '../../records/records.ts'
import {
  changeSavedView,
  countSavedViews,
  deleteSavedView,
  findSavedView,
  findSavedViewNamed,
  insertSavedView,
  listSavedViews,
} from '../../records/saved-view.ts'
import type { SavedView } from '../../records/saved-view.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit, changesOf } from '../audit.ts'
import type { Actor, Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/** As many as one person keeps: more could not be found again, and a program that went wrong is stopped. */
const mostViews = 200

/** The views of one's own and those that are shared, by name. */
export const listViews: Verb<'listViews'> = async (ctx) => {
  requireRight(ctx, 'read-account')
  return { items: await show(ctx, await listSavedViews(ctx.records.view, actorText(ctx.actor))) }
}

/** Keeps a view under a name one has not used yet. */
export const createView: Verb<'createView'> = async (ctx, { name, search, isShared }) => {
  requireRight(ctx, 'read-account')
  const now = ctx.now()
  const owner = actorText(ctx.actor)
  const saved: SavedView = { id: uuidv7(), owner, name, search, isShared, createdAt: now, updatedAt: now, version: 1 }
  await ctx.records.write(async (trx) => {
    if ((await countSavedViews(trx, owner)) >= mostViews) {
      throw new BookError(
        'conflict',
        `Cannot save view "${name}": you have ${String(mostViews)} views; delete one first`,
      )
    }
    await assertNameFree(trx, saved)
    await insertSavedView(trx, saved)
    await audit(ctx, 'save view', saved.id, { name, isShared }, trx)
  })
  return showOne(ctx, saved)
}

/** Changes a view of one's own, from the version that was read. */
export const updateView: Verb<'updateView'> = async (ctx, { id, ifMatch, name, search, isShared }) => {
  requireRight(ctx, 'read-account')
  const saved = await ctx.records.write(async (trx) => {
    const known = await getOwnView(trx, ctx.actor, id)
    const changed: SavedView = { ...known, name, search, isShared, updatedAt: ctx.now(), version: known.version + 1 }
    if (name !== known.name) await assertNameFree(trx, changed)
    if (known.version !== ifMatch || !(await changeSavedView(trx, changed, ifMatch))) {
      throw changedMeanwhile('change', known)
    }
    await audit(ctx, 'change view', id, changesOf(auditable(known), auditable(changed)), trx)
    return changed
  })
  return showOne(ctx, saved)
}

/** Takes a view of one's own out, as the version that was read. */
export const deleteView: Verb<'deleteView'> = async (ctx, { id, ifMatch }) => {
  requireRight(ctx, 'read-account')
  await ctx.records.write(async (trx) => {
    const known = await getOwnView(trx, ctx.actor, id)
    if (!(await deleteSavedView(trx, id, ifMatch))) throw changedMeanwhile('delete', known)
    await audit(ctx, 'delete view', id, { name: known.name }, trx)
  })
  return undefined
}

/** A view one may change. One of somebody else is not found, shared or not: a shared one is used, and saved under a name of one's own. */
async function getOwnView(view: RecordsView, actor: Actor, id: string): Promise<SavedView> {
  const known = await findSavedView(view, id)
  if (known && known.owner === actorText(actor)) return known
  throw new BookError('not-found', `Cannot find view "${id}" among your own`)
}

function changedMeanwhile(what: 'change' | 'delete', { name }: SavedView): BookError {
  return new BookError('stale', `Cannot ${what} view "${name}": it was changed meanwhile; look at it again`)
}

async function assertNameFree(view: RecordsView, { owner, name }: SavedView): Promise<void> {
  if (await findSavedViewNamed(view, owner, name)) {
    throw new BookError('conflict', `Cannot save view "${name}": you have one of this name`)
  }
}

function auditable({ name, search, isShared }: SavedView) {
  return { name, search, isShared }
}

type Shown = Output<'createView'>

async function show(ctx: Ctx, views: readonly SavedView[]): Promise<Shown[]> {
  const me = actorText(ctx.actor)
  const actorOf = await readActors(ctx.records.view, [...new Set(views.map(({ owner }) => owner))])
  return views.map(({ id, owner, name, search, isShared, version, updatedAt }) => ({
    id,
    name,
    search,
    isShared,
    owner: { id: owner, name: actorOf(owner).name },
    isOwn: owner === me,
    version,
    updatedAt,
  }))
}

async function showOne(ctx: Ctx, saved: SavedView): Promise<Shown> {
  const [shown] = await show(ctx, [saved])
  if (!shown) throw new Error(`Cannot show view "${saved.id}"`)
  return shown
}
