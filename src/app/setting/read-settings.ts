import { z } from 'zod'
import type { Output } from '../../contract/operations.ts'
import { desk as deskSchema, gradeWords } from '../../contract/book.ts'
import { defaultGradeWords } from '../../domain/grade-words.ts'
import { listSettings } from '../../records/setting.ts'
import type { RecordsView } from '../../records/records.ts'
import type { Ctx } from '../context.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { defaultTimeZone, timeZoneSetting } from '../today.ts'

export type Settings = Output<'getSettings'>

/** Names of the settings that people set, in the one table of settings. */
export const settingNames = {
  name: 'book-name',
  timeZone: timeZoneSetting,
  desk: 'desk',
  grades: 'grade-words',
  version: 'settings-version',
} as const

const storedGrades = z.record(z.string(), gradeWords)

/** What people have set of the book, filled up with what goes for one where nobody has. */
export async function readSettings(ctx: Pick<Ctx, 'records'>, view: RecordsView = ctx.records.view): Promise<Settings> {
  const stored = await listSettings(view)
  const grades = parsed(stored.get(settingNames.grades), storedGrades)
  return {
    name: stored.get(settingNames.name) ?? 'Our book',
    timeZone: stored.get(settingNames.timeZone) ?? defaultTimeZone,
    desk: parsed(stored.get(settingNames.desk), deskSchema.nullable()) ?? null,
    grades: { ...defaultGradeWords(await gradeLabels(view)), ...grades },
    version: Number(stored.get(settingNames.version) ?? 1),
  }
}

/** The labels of the policy saved last, which is the one people write words for. */
async function gradeLabels(view: RecordsView): Promise<string[]> {
  return ((await readPolicies(view)).at(-1)?.policy.grades ?? []).map(({ label }) => label)
}

function parsed<T>(text: string | undefined, schema: z.ZodType<T>): T | undefined {
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}
