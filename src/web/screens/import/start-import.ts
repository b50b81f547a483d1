import type { SourceMapping } from '../../../contract/source.ts'
import { call } from '../../api.ts'
import { toRemember } from '../mapping/edit-mapping.ts'
import { keepChecked } from './import-options.ts'
import type { Checked } from './import-options.ts'

type Job = Awaited<ReturnType<typeof call<'runImport'>>>

/** Asks for an import; the source remembers how its files were read, so that the next ones are read alike. */
export async function startImport(upload: string, checked: Checked): Promise<Job> {
  const { body, remembers } = checked
  const job = await call('runImport', { params: { id: upload }, body })
  // The import is on its way: it is said at its end what could not be remembered.
  if (remembers !== null) {
    await remember(upload, remembers).catch(() => {
      keepChecked(upload, { ...checked, couldNotRemember: true })
    })
  }
  return job
}

async function remember(upload: string, used: SourceMapping): Promise<void> {
  const { source } = used
  const { files } = await call('getUpload', { params: { id: upload } })
  const { items } = await call('listMappings', {})
  const isKnown = items.some((one) => one.source === source)
  const saved = isKnown ? await call('getMapping', { params: { source } }) : null
  const document = toRemember(
    used,
    saved?.document ?? null,
    files.map(({ name }) => name),
  )
  if (JSON.stringify(document) === JSON.stringify(saved?.document)) return
  await call('saveMapping', { params: { source }, body: { document }, ifMatch: saved?.version ?? 0 })
}
