import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { watermarkOf } from '../ledger/store/batch.ts'
import { listBookRates } from '../records/book-rate.ts'
import { listFinancingRates } from '../records/financing-rate.ts'
import type { Ctx } from './context.ts'
import { addCostRate } from './cost-rate/cost-rates.ts'
import { keepDemoDoings } from './demo-doings.ts'
import { keepDemoOpinions } from './demo-opinions.ts'
import { keepDemoReviews } from './demo-reviews.ts'
import { demoCostRates } from './demo/cost-rates.ts'
import { demoSource, writeDemoFiles } from './demo/write.ts'
import type { DemoInput, DemoSummary } from './demo/write.ts'
import { BookError } from './error.ts'
import type { ImportSummary } from './import/import-summary.ts'
import { runImport } from './import/run-import.ts'
import { listPolicies } from './policy/list-policies.ts'
import { savePolicy } from './policy/save-policy.ts'
import { addFinancingRate } from './receivable/financing-rates.ts'
import { requireRight } from './right.ts'

/** Fills an empty book with a generated distributor, its policy, and `truth.json` in the data directory. */
export async function makeDemoBook(
  ctx: Ctx,
  input: Omit<DemoInput, 'folder' | 'onProgress'>,
  signal: AbortSignal,
): Promise<{ readonly demo: DemoSummary; readonly imported: ImportSummary }> {
  requireRight(ctx, 'import')
  if ((await watermarkOf(ctx.ledger)) > 0) {
    throw new BookError('conflict', 'Cannot make a demo book: there is a book in its place already')
  }
  await mkdir(ctx.places.temporary, { recursive: true })
  const folder = await mkdtemp(join(ctx.places.temporary, 'demo-'))
  try {
    const {
      summary: demo,
      opinions,
      doings,
    } = await writeDemoFiles({
      ...input,
      folder,
      onProgress: ({ daysDone, days }) => {
        signal.throwIfAborted()
        ctx.progress.report('making the demo book', daysDone, days)
      },
    })
    // Before the import: whoever finds its commit record finds the policy too.
    const document: unknown = JSON.parse(await readFile(join(folder, 'policy.json'), 'utf8'))
    const isSaved = (await listPolicies(ctx)).some(({ saved }) => saved !== null)
    if (!isSaved) await savePolicy(ctx, { document, note: 'made with the demo book' })
    await setDemoRates(ctx, demo)
    const imported = await runImport(
      ctx,
      {
        path: folder,
        sourceDirectory: null,
        kind: null,
        sourceName: demoSource,
        strict: true,
        unknownAccounts: 'stub',
        replace: null,
        baseCurrency: 'EUR',
      },
      signal,
    )
    await keepDemoOpinions(ctx, demoSource, opinions)
    await keepDemoDoings(ctx, demoSource, doings)
    await keepDemoReviews(ctx)
    await copyFile(join(folder, 'truth.json'), join(ctx.places.data, 'truth.json'))
    return { demo, imported }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Has money, stock and time cost something from the first day on, unless somebody has said what. */
async function setDemoRates(ctx: Ctx, demo: DemoSummary): Promise<void> {
  const note = 'made with the demo book'
  if ((await listFinancingRates(ctx.records.view)).length === 0) {
    await addFinancingRate(ctx, { validFrom: demo.from, rate: '0.05', base: 'gross', note })
  }
  // One by one: of a demo book that was broken off some may be there.
  const known = await listBookRates(ctx.records.view)
  for (const setting of demoCostRates(demo)) {
    const { rate, validFrom } = setting
    const isSet = known.some(
      (one) => one.kind === rate.kind && one.subject === rate.subject && one.validFrom === validFrom,
    )
    if (!isSet) await addCostRate(ctx, setting)
  }
}
