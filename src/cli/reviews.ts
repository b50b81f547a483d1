import { Option } from 'commander'
import type { Command } from 'commander'
import { accountIdNamed } from '../app/card/account-named.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { addReviewView } from '../app/review/add-review-view.ts'
import { closeReview, reopenReview } from '../app/review/close-review.ts'
import { getReview } from '../app/review/get-review.ts'
import { openReview } from '../app/review/open-review.ts'
import { getRetentionPlan } from '../app/review/retention-plan.ts'
import { startRetentionPlan, undoRetentionPlan } from '../app/review/start-plan.ts'
import { todayOf } from '../app/today.ts'
import { departments, reviewKinds } from '../domain/review/review.ts'
import type { Department, ReviewReach } from '../domain/review/review.ts'
import { parseBody } from './parse-body.ts'
import { personNamed } from './person-named.ts'
import { printReview } from './print-reviews.ts'
import { reviewBookCommands } from './review-book.ts'
import { reviewListCommands, reviewNamed } from './review-lists.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface OpenOptions extends CommonOptions {
  readonly kind: string
  readonly family?: boolean
  readonly from?: string
  readonly to?: string
  readonly products?: string
  readonly occasion?: string
  readonly alert?: string
  readonly ask: readonly string[]
}

interface ViewOptions extends CommonOptions {
  readonly right?: string
  readonly wrong?: string
  readonly reason: readonly string[]
}

interface CloseOptions extends CommonOptions {
  readonly summary: string
  readonly reason?: string
}

interface PlanOptions extends CommonOptions {
  readonly owner?: string
  readonly step: readonly string[]
  readonly start?: string
}

/** Reviews of accounts that left, buy less or were won, and what the book says of reasons and retention plans. */
export function reviewsCommand(program: Command, cli: Cli): void {
  const reviews = program
    .command('reviews')
    .description('why accounts left, fell or were won: what every department says, reasons, actions, counts')
  reviewListCommands(reviews, cli)
  const several = (value: string, before: readonly string[]): string[] => [...before, value]
  withCommonOptions(reviews.command('open'))
    .description('open a review of an account')
    .argument('<account>', 'key, source/key, id or name')
    .addOption(new Option('--kind <kind>', 'what it looks back on').choices(reviewKinds).makeOptionMandatory())
    .option('--family', 'about all accounts under the ultimate parent; of the account alone when left out')
    .option('--from <period>', 'the earlier period; a year before the later one when left out')
    .option('--to <period>', 'the later period; the one that is shown when left out')
    .option('--products <family>', 'the family of products it is about, as source/key')
    .option('--occasion <text>', 'what happened')
    .option('--alert <id>', 'the alert it comes from')
    .option('--ask <department>', 'a department that is to say its part; several times for several', several, [])
    .action(async (account: string, options: OpenOptions) => {
      const reach: ReviewReach = options.family ? 'family' : 'account'
      const opened = await withBook(cli, options, async (ctx) =>
        openReview(
          ctx,
          parseBody('openReview', 'review', {
            account: await accountIdNamed(ctx, account),
            kind: options.kind,
            reach,
            from: options.from ?? null,
            to: options.to ?? null,
            family: options.products ?? null,
            occasion: options.occasion ?? null,
            alert: options.alert ?? null,
            asked: options.ask.map((department) => ({ department, person: null })),
          }),
        ),
      )
      printReview(cli, options, opened)
    })
  withCommonOptions(reviews.command('view'))
    .description('say what a department saw; what it said before stays on record')
    .argument('<review>', 'its id, or the account it is about')
    .addOption(new Option('--department <name>', 'whose view it is').choices(departments).makeOptionMandatory())
    .option('--right <text>', 'what went right')
    .option('--wrong <text>', 'what went wrong')
    .option('--reason <key>', 'a reason code of the book; several times for several', several, [])
    .action(async (name: string, options: ViewOptions & { readonly department: Department }) => {
      const shown = await withBook(cli, options, async (ctx) => {
        const { id, views } = await reviewNamed(ctx, name)
        const held = views.find((view) => view.isHeld && view.department === options.department)
        const body = parseBody('addReviewView', 'view', {
          department: options.department,
          wentRight: options.right ?? null,
          wentWrong: options.wrong ?? null,
          reasons: options.reason,
          replaces: held?.id ?? null,
        })
        return addReviewView(ctx, { id, ...body })
      })
      printReview(cli, options, shown)
    })
  withCommonOptions(reviews.command('close'))
    .description('close a review with what was found and the reason it is counted under')
    .argument('<review>', 'its id, or the account it is about')
    .requiredOption('--summary <text>', 'what was found')
    .option('--reason <key>', 'the reason code it is counted under; none when left out')
    .action(async (name: string, options: CloseOptions) => {
      const body = parseBody('closeReview', 'end of a review', {
        summary: options.summary,
        mainReason: options.reason ?? null,
      })
      const shown = await withBook(cli, options, async (ctx) => {
        const { id, version } = await reviewNamed(ctx, name)
        return closeReview(ctx, { id, ifMatch: version, ...body })
      })
      printReview(cli, options, shown)
    })
  withCommonOptions(reviews.command('reopen'))
    .description('open a closed review again')
    .argument('<review>', 'its id, or the account it is about')
    .option('--note <text>', 'why')
    .action(async (name: string, options: CommonOptions & { readonly note?: string }) => {
      const body = parseBody('reopenReview', 'note', { note: options.note ?? null })
      const shown = await withBook(cli, options, async (ctx) => {
        const { id, version } = await reviewNamed(ctx, name)
        return reopenReview(ctx, { id, ifMatch: version, ...body })
      })
      printReview(cli, options, shown)
    })
  planCommands(reviews, cli, several)
  reviewBookCommands(reviews, cli)
}

function planCommands(
  reviews: Command,
  cli: Cli,
  several: (value: string, before: readonly string[]) => string[],
): void {
  withCommonOptions(reviews.command('plan'))
    .description('start the retention plan on a review: one action for each step')
    .argument('<review>', 'its id, or the account it is about')
    .option('--owner <person>', 'who does the steps that --step gives to nobody: name or id')
    .option('--step <step=person>', 'who does one step; several times for several', several, [])
    .option('--start <day>', 'the day from which days are counted; today when left out')
    .action(async (name: string, options: PlanOptions) => {
      const shown = await withBook(cli, options, async (ctx) => {
        const { id } = await reviewNamed(ctx, name)
        const { version, steps } = await getRetentionPlan(ctx, {})
        const given = new Map(await Promise.all(options.step.map((text) => readStep(ctx, text))))
        const other = options.owner === undefined ? undefined : await personNamed(ctx, options.owner)
        const body = parseBody('startRetentionPlan', 'plan', {
          version,
          start: options.start ?? (await todayOf(ctx)),
          owners: [
            ...[...given].map(([step, owner]) => ({ step, owner })),
            ...(other === undefined
              ? []
              : steps.filter(({ key }) => !given.has(key)).map(({ key }) => ({ step: key, owner: other }))),
          ],
        })
        return startRetentionPlan(ctx, { id, ...body })
      })
      printReview(cli, options, shown)
    })
  withCommonOptions(reviews.command('undo-plan'))
    .description('take back the plan that was started last, while none of its actions is done')
    .argument('<review>', 'its id, or the account it is about')
    .action(async (name: string, options: CommonOptions) => {
      const shown = await withBook(cli, options, async (ctx) => {
        const { id } = await reviewNamed(ctx, name)
        const [plan] = (await getReview(ctx, { id })).plans
        if (!plan) throw new BookError('not-found', 'Cannot take back a plan: none was started on this review')
        return undoRetentionPlan(ctx, { id, plan: plan.id })
      })
      printReview(cli, options, shown)
    })
}

/** `step=person`. */
async function readStep(ctx: Ctx, text: string): Promise<readonly [string, string]> {
  const at = text.indexOf('=')
  if (at < 1) throw new BookError('usage', `Cannot read step "${text}": write step=person`)
  return [text.slice(0, at).trim(), await personNamed(ctx, text.slice(at + 1).trim())]
}
