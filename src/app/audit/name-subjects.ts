import { z } from 'zod'
import { findImports } from '../../ledger/store/batch.ts'
import { namesOfApiKeys } from '../../records/api-key.ts'
import type { AuditEntry } from '../../records/audit.ts'
import { findJobs } from '../../records/job.ts'
import type { Job } from '../../records/job.ts'
import { namesOf } from '../../records/user.ts'
import type { Ctx } from '../context.ts'
import { detailOf } from '../import/batch-detail.ts'

type Told = Pick<AuditEntry, 'subject' | 'detail'>

const withId = z.object({ id: z.string() })
/** What an entry of a job keeps of it, when the job itself is long gone. */
const withSubject = z.object({ subject: z.string() })

/**
 * What the subjects of entries are called today: people, keys, imports, and jobs by what they are about. Null is for a subject
 * that is no id, or whose name nothing keeps.
 */
export async function nameSubjects(
  { records: { view }, ledger }: Pick<Ctx, 'records' | 'ledger'>,
  entries: readonly Told[],
): Promise<(entry: Told) => string | null> {
  const subjects = [...new Set(entries.map(({ subject }) => subject))]
  const people = await namesOf(view, subjects)
  const keys = await namesOfApiKeys(view, subjects)
  const jobs = new Map((await findJobs(view, subjects)).map((job) => [job.id, job]))
  const ofJobs = [...jobs.values()].flatMap((job) => importOf(job) ?? [])
  const imports = new Map(
    (await findImports(ledger, [...new Set([...subjects, ...ofJobs])])).map((batch) => [
      batch.id,
      `Import ${String(batch.seq)}, ${detailOf(batch).source}`,
    ]),
  )
  return ({ subject, detail }) => {
    const job = jobs.get(subject)
    const ofJob = job && imports.get(importOf(job) ?? '')
    const kept = job?.subject ?? withSubject.safeParse(detail).data?.subject ?? null
    return people.get(subject) ?? keys.get(subject) ?? imports.get(subject) ?? ofJob ?? kept
  }
}

/** The import that a job has made or takes back; undefined when there is none, or none yet. */
function importOf({ kind, input, result }: Job): string | undefined {
  if (kind === 'undo') return withId.safeParse(input).data?.id
  return kind === 'import' ? withId.safeParse(result).data?.id : undefined
}
