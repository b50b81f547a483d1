import { jsonToStored } from '../../records/decode.ts'
import type { Json } from '../../records/decode.ts'
import { findSetting, putSetting } from '../../records/setting.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { audit, changesOf } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { readSettings, settingNames } from './read-settings.ts'
import type { Settings } from './read-settings.ts'

/** The settings of the book, which everybody may read: they say how everybody sees it. */
export const getSettings: Verb<'getSettings'> = async (ctx) => readSettings(ctx)

export const updateSettings: Verb<'updateSettings'> = async (ctx, { ifMatch, ...given }) => {
  requireRight(ctx, 'manage-setting')
  assertTimeZone(given.timeZone)
  return ctx.records.write(async (trx) => {
    const before = await readSettings(ctx, trx)
    if (before.version !== ifMatch) {
      throw new BookError('stale', 'Cannot change the settings: somebody else has since they were read')
    }
    const after: Settings = { ...given, version: before.version + 1 }
    await putSettings(trx, after)
    await audit(ctx, 'update settings', 'settings', { changes: changesOf(audited(before), audited(after)) }, trx)
    return readSettings(ctx, trx)
  })
}

async function putSettings(trx: RecordsTransaction, settings: Settings): Promise<void> {
  await putSetting(trx, settingNames.name, settings.name)
  await putSetting(trx, settingNames.timeZone, settings.timeZone)
  await putSetting(trx, settingNames.desk, jsonToStored(settings.desk))
  await putSetting(trx, settingNames.grades, jsonToStored(settings.grades))
  await putSetting(trx, settingNames.version, String(settings.version))
}

/** Gives the book a name unless somebody has. */
export async function nameBook({ records }: Pick<Ctx, 'records'>, name: string): Promise<void> {
  if ((await findSetting(records.view, settingNames.name)) !== undefined) return
  await records.write((trx) => putSetting(trx, settingNames.name, name))
}

/** Gives the book a desk to call unless somebody has said whether it has one. */
export async function giveDesk({ records }: Pick<Ctx, 'records'>, desk: NonNullable<Settings['desk']>): Promise<void> {
  if ((await findSetting(records.view, settingNames.desk)) !== undefined) return
  await records.write((trx) => putSetting(trx, settingNames.desk, jsonToStored(desk)))
}

/** Whom to call is a person: that it changed is written down, not to whom. */
function audited({ name, timeZone, desk, grades }: Settings): Record<string, Json> {
  return { name, timeZone, desk: desk === null ? null : 'set', grades }
}

function assertTimeZone(timeZone: string): void {
  try {
    // Throws on a zone nobody knows.
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw new BookError('bad-input', `Cannot use the time zone "${timeZone}": write one such as Europe/Berlin`)
  }
}
