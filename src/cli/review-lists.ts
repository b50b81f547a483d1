import { Option } from 'commander'
import type { Command } from 'commander'
import { accountIdNamed } from '../app/card/account-named.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { countReviews } from '../app/review/count-reviews.ts'
import { getReview } from '../app/review/get-review.ts'
import { listReviews } from '../app/review/list-reviews.ts'
import type { Input, Output } from '../contract/operations.ts'
import { reviewGroupings } from '../domain/review/count-reviews.ts'
import type { ReviewGrouping } from '../domain/review/count-reviews.ts'
import { departments, reviewKinds, reviewStates } from '../domain/review/review.ts'
import type { Department, ReviewKind, ReviewState } from '../domain/review/review.ts'
import { printCounts, printList, printReview } from './print-reviews.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface FilterOptions extends CommonOptions {
  readonly account?: string
  readonly state?: ReviewState
  readonly kind?: ReviewKind
  readonly owner?: string
  readonly territory?: string
  readonly products?: string
  readonly reason?: string
  readonly quarter?: string
  readonly missing?: Department
}

/** What was reviewed: lists, one review, and counts. */
export function reviewListCommands(reviews: Command, cli: Cli): void {
  withFilter(reviews.command('list'))
    .description('reviews, the newest first')
    .action(async (options: FilterOptions) => {
      printList(
        cli,
        options,
        await withBook(cli, options, async (ctx) => allReviews(ctx, await filterOf(ctx, options))),
      )
    })
  withCommonOptions(reviews.command('show'))
    .description('one review: the money, what every department says, reasons and actions')
    .argument('<review>', 'its id, or the account it is about: the open one, else the newest')
    .action(async (name: string, options: CommonOptions) => {
      printReview(cli, options, await withBook(cli, options, (ctx) => reviewNamed(ctx, name)))
    })
  withFilter(reviews.command('count'))
    .description('how many reviews there are, by what, and how many of their reasons we could have changed')
    .addOption(new Option('--by <what>', 'what they are counted by').choices(reviewGroupings).default('reason'))
    .action(async (options: FilterOptions & { readonly by: ReviewGrouping }) => {
      const counted = await withBook(cli, options, async (ctx) =>
        countReviews(ctx, { ...(await filterOf(ctx, options)), by: options.by }),
      )
      printCounts(cli, options, counted)
    })
}

/** The review of an id; else of an account, the open one before the newest. */
export async function reviewNamed(ctx: Ctx, text: string): Promise<Output<'getReview'>> {
  try {
    return await getReview(ctx, { id: text })
  } catch (error) {
    if (!(error instanceof BookError) || error.code !== 'not-found') throw error
  }
  const account = await accountIdNamed(ctx, text)
  const { items } = await listReviews(ctx, { account, limit: 200 })
  const found = items.find(({ state }) => state === 'open') ?? items[0]
  if (!found)
    throw new BookError('not-found', `Cannot find a review of "${text}": open one with bookvalue reviews open`)
  return getReview(ctx, { id: found.id })
}

function withFilter(command: Command): Command {
  return withCommonOptions(command)
    .option('--account <account>', 'of one account: key, source/key, id or name')
    .addOption(new Option('--state <state>', 'in one state').choices(reviewStates))
    .addOption(new Option('--kind <kind>', 'of one kind').choices(reviewKinds))
    .option('--owner <rep>', 'whose account it was at the end, as source/key; none for nobody')
    .option('--territory <territory>', 'as source/key, with all below it; none for none')
    .option('--products <family>', 'of one family of products, as source/key; none for none')
    .option('--reason <key>', 'closed under one reason; none for none')
    .option('--quarter <quarter>', 'whose later window ends in it, as 2026-Q3')
    .addOption(new Option('--missing <department>', 'open, and waiting for a department').choices(departments))
}

type Filter = Omit<Input<'countReviews'>, 'by'>

async function filterOf(ctx: Ctx, options: FilterOptions): Promise<Filter> {
  const { account, state, kind, owner, territory, products, reason, quarter, missing } = options
  return {
    ...(account !== undefined && { account: await accountIdNamed(ctx, account) }),
    ...(state !== undefined && { state }),
    ...(kind !== undefined && { kind: [kind] }),
    ...(owner !== undefined && { owner: [owner] }),
    ...(territory !== undefined && { territory }),
    ...(products !== undefined && { family: products }),
    ...(reason !== undefined && { reason }),
    ...(quarter !== undefined && { quarter }),
    ...(missing !== undefined && { missing }),
  }
}

async function allReviews(ctx: Ctx, filter: Filter): Promise<Output<'listReviews'>['items']> {
  const found: Output<'listReviews'>['items'] = []
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listReviews(ctx, { ...filter, limit: 200, cursor })
    found.push(...items)
    if (next === null) return found
    cursor = next
  }
}
