import { z } from 'zod'
import type { Output } from '../../contract/operations.ts'
import { addDays } from '../../domain/day.ts'
import { listAudit as listRows } from '../../records/audit.ts'
import type { Json } from '../../records/decode.ts'
import { readActors } from '../actor-name.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import { startOfDay } from '../today.ts'
import { readSettings } from '../setting/read-settings.ts'
import type { Verb } from '../verb.ts'
import { nameSubjects } from './name-subjects.ts'

type Entry = Output<'listAudit'>['items'][number]

/** Who did what to what, the newest first. Days are those of the book's time zone. */
export const listAudit: Verb<'listAudit'> = async (ctx, { actor, verb, subject, from, to, cursor, limit }) => {
  requireRight(ctx, 'read-audit')
  const { timeZone } = await readSettings(ctx)
  const before = fromCursor(cursor, ['at', 'id'])
  const entries = await listRows(ctx.records.view, {
    actor,
    verb,
    subject,
    from: from === undefined ? undefined : startOfDay(timeZone, from),
    until: to === undefined ? undefined : startOfDay(timeZone, addDays(to, 1)),
    limit: limit + 1,
    ...(before === undefined ? {} : { before }),
  })
  const page = entries.slice(0, limit)
  const last = entries.length > limit ? page.at(-1) : undefined
  const who = await readActors(
    ctx.records.view,
    page.map((entry) => entry.actor),
  )
  const nameOf = await nameSubjects(ctx, page)
  return {
    items: page.map(({ id, at, actor: by, verb: did, subject: what, detail }) => ({
      id,
      at,
      actor: who(by),
      verb: did,
      subject: what,
      subjectName: nameOf({ subject: what, detail }),
      detail: toJson(detail),
    })),
    next: last === undefined ? null : toCursor({ at: last.at, id: last.id }),
  }
}

/** What was stored is JSON already; only our type of it allows for fields that are not there. */
function toJson(detail: Json): Entry['detail'] {
  return z.json().parse(JSON.parse(JSON.stringify(detail)))
}
