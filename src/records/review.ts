import { formatMicros, parseMicros } from '../domain/money.ts'
import { departments, reviewKinds, reviewReaches, reviewStates } from '../domain/review/review.ts'
import type {
  Department,
  ReviewKind,
  ReviewReach,
  ReviewState,
  ReviewView,
  ReviewWindows,
} from '../domain/review/review.ts'
import { moneyOf } from '../domain/review/review-money.ts'
import type { ReviewMoney } from '../domain/review/review-money.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'
import { takeNextState } from './versioned.ts'
import type { ReadVersion } from './versioned.ts'

/** A department that is asked for its view; `person` is the id of who is asked, null for whoever of it. */
export interface Asked {
  readonly department: Department
  readonly person: string | null
}

/** A state a review came into, with what the ledger said of its money then. */
export interface ReviewStateRow {
  readonly state: ReviewState
  /** The instant, as UTC ISO text. */
  readonly at: string
  readonly actor: string
  /** What was found, of a closed one; why it is open again, of one that was closed; null for the first. */
  readonly note: string | null
  /** Key of the reason it is counted under; null while it is open, or without one. */
  readonly mainReason: string | null
  /** Of the account at the end of the later window, as `source/key`; null for nobody and none. */
  readonly owner: string | null
  readonly territory: string | null
  readonly watermark: number
  readonly money: ReviewMoney
}

/** What is known of a review from when it was opened. */
export interface OpenedReview extends ReviewWindows {
  readonly id: string
  readonly kind: ReviewKind
  readonly accountId: string
  readonly reach: ReviewReach
  /** The family of products it is about, as `source/key`; null for all. */
  readonly family: string | null
  readonly occasion: string | null
  readonly alert: string | null
  readonly asked: readonly Asked[]
  readonly openedBy: string
  readonly openedAt: string
}

export interface StoredReview extends OpenedReview {
  /** Every state, the newest first; never empty. */
  readonly states: readonly ReviewStateRow[]
  /** Every view, the newest first. */
  readonly views: readonly ReviewView[]
  /** One more with every change of its words and its state; views do not change it. */
  readonly version: number
}

/** Adds a review in its first state, open. */
export async function insertReview(
  trx: RecordsTransaction,
  { before, after, ...review }: OpenedReview,
  first: ReviewStateRow,
): Promise<void> {
  await trx
    .insertInto('review')
    .values({
      id: review.id,
      kind: review.kind,
      account_id: review.accountId,
      reach: review.reach,
      before_period: before.period,
      before_from: before.from,
      before_to: before.to,
      after_period: after.period,
      after_from: after.from,
      after_to: after.to,
      family: review.family,
      occasion: review.occasion,
      alert: review.alert,
      asked: askedToStored(review.asked),
      opened_by: review.openedBy,
      opened_at: review.openedAt,
      version: 1n,
    })
    .execute()
  await insertState(trx, review.id, 1n, first)
}

/** Writes the words of a review anew where it still has the version that was read; false when somebody else was first. */
export async function changeReview(
  trx: RecordsTransaction,
  { id, version }: ReadVersion,
  { kind, occasion, asked }: Pick<OpenedReview, 'kind' | 'occasion' | 'asked'>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('review')
    .set({ kind, occasion, asked: askedToStored(asked), version: BigInt(version + 1) })
    .where('id', '=', id)
    .where('version', '=', BigInt(version))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Brings a review into a state where it still has the version that was read; says whether it had. */
export async function addReviewState(
  trx: RecordsTransaction,
  read: ReadVersion,
  row: ReviewStateRow,
): Promise<boolean> {
  const number = await takeNextState(trx, 'review', read)
  if (number === null) return false
  await insertState(trx, read.id, number, row)
  return true
}

export async function insertReviewView(trx: RecordsTransaction, review: string, view: ReviewView): Promise<void> {
  await trx
    .insertInto('review_view')
    .values({
      id: view.id,
      review,
      department: view.department,
      went_right: view.wentRight,
      went_wrong: view.wentWrong,
      reasons: jsonToStored(view.reasons),
      author: view.author,
      at: view.at,
    })
    .execute()
}

/** One review; undefined when there is none of that id. */
export async function findReview(view: RecordsView, id: string): Promise<StoredReview | undefined> {
  const rows = await view.selectFrom('review').selectAll().where('id', '=', id).execute()
  const [found] = await withRows(view, rows)
  return found
}

/** Every review, the newest first; of one account where it is named. */
export async function listReviews(view: RecordsView, accountId: string | null): Promise<StoredReview[]> {
  let query = view.selectFrom('review').selectAll()
  if (accountId !== null) query = query.where('account_id', '=', accountId)
  return withRows(view, await query.orderBy('id', 'desc').execute())
}

/** The account a review is about; undefined when there is no such review. */
export async function findReviewed(
  view: RecordsView,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly accountId: string; readonly kind: ReviewKind }>> {
  if (ids.length === 0) return new Map()
  const rows = await view
    .selectFrom('review')
    .select(['id', 'account_id', 'kind'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, { accountId: row.account_id, kind: oneOf(reviewKinds, row.kind) }]))
}

/** Keys of the reasons that any review names or was closed under. */
export async function listUsedReasons(view: RecordsView): Promise<ReadonlySet<string>> {
  const named = await view.selectFrom('review_view').select('reasons').execute()
  const closed = await view
    .selectFrom('review_state')
    .select('main_reason')
    .distinct()
    .where('main_reason', 'is not', null)
    .execute()
  return new Set([
    ...named.flatMap(({ reasons }) => keysOf(reasons)),
    ...closed.flatMap(({ main_reason: reason }) => reason ?? []),
  ])
}

async function insertState(trx: RecordsTransaction, review: string, number: bigint, row: ReviewStateRow) {
  await trx
    .insertInto('review_state')
    .values({
      review,
      number,
      state: row.state,
      at: row.at,
      actor: row.actor,
      note: row.note,
      main_reason: row.mainReason,
      owner: row.owner,
      territory: row.territory,
      watermark: BigInt(row.watermark),
      money: jsonToStored(
        row.money.families.map(({ family, before, after }) => [
          family,
          formatMicros(before, 0),
          formatMicros(after, 0),
        ]),
      ),
    })
    .execute()
}

/** Reviews whose rows are asked for in one statement. */
const reviewsAtOnce = 500

async function withRows(view: RecordsView, rows: readonly Tables['review'][]): Promise<StoredReview[]> {
  const reviews: StoredReview[] = []
  for (let at = 0; at < rows.length; at += reviewsAtOnce) {
    const some = rows.slice(at, at + reviewsAtOnce)
    const ids = some.map(({ id }) => id)
    const states = await view
      .selectFrom('review_state')
      .selectAll()
      .where('review', 'in', ids)
      .orderBy('number', 'desc')
      .execute()
    const views = await view
      .selectFrom('review_view')
      .selectAll()
      .where('review', 'in', ids)
      .orderBy('id', 'desc')
      .execute()
    const [statesById, viewsById] = [Map.groupBy(states, (row) => row.review), Map.groupBy(views, (row) => row.review)]
    reviews.push(
      ...some.map((row) =>
        toReview(row, (statesById.get(row.id) ?? []).map(toState), (viewsById.get(row.id) ?? []).map(toView)),
      ),
    )
  }
  return reviews
}

function toReview(
  row: Tables['review'],
  states: readonly ReviewStateRow[],
  views: readonly ReviewView[],
): StoredReview {
  return {
    id: row.id,
    kind: oneOf(reviewKinds, row.kind),
    accountId: row.account_id,
    reach: oneOf(reviewReaches, row.reach),
    before: { period: row.before_period, from: row.before_from, to: row.before_to },
    after: { period: row.after_period, from: row.after_from, to: row.after_to },
    family: row.family,
    occasion: row.occasion,
    alert: row.alert,
    // Only what `askedToStored` made is stored there.
    asked: storedToJson(row.asked) as unknown as readonly Asked[],
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    states,
    views,
    version: storedToNumber(row.version),
  }
}

function toState(row: Tables['review_state']): ReviewStateRow {
  // Only what `insertState` made is stored there.
  const families = storedToJson(row.money) as unknown as readonly (readonly [string, string, string])[]
  return {
    state: oneOf(reviewStates, row.state),
    at: row.at,
    actor: row.actor,
    note: row.note,
    mainReason: row.main_reason,
    owner: row.owner,
    territory: row.territory,
    watermark: storedToNumber(row.watermark),
    money: moneyOf(
      families.map(([family, before, after]) => ({ family, before: parseMicros(before), after: parseMicros(after) })),
    ),
  }
}

function toView(row: Tables['review_view']): ReviewView {
  return {
    id: row.id,
    department: oneOf(departments, row.department),
    wentRight: row.went_right,
    wentWrong: row.went_wrong,
    reasons: keysOf(row.reasons),
    author: row.author,
    at: row.at,
  }
}

function askedToStored(asked: readonly Asked[]): string {
  return jsonToStored(asked.map(({ department, person }) => ({ department, person })))
}

/** Only what `insertReviewView` made is stored there. */
function keysOf(stored: string): readonly string[] {
  return storedToJson(stored) as readonly string[]
}

/** What these functions wrote. Throws on anything else: the tables are written by this file alone. */
function oneOf<const T extends readonly string[]>(known: T, given: string): T[number] {
  const found = known.find((one) => one === given)
  if (found === undefined) throw new Error(`Cannot read a review: "${given}" is unknown`)
  return found
}
