import type { Input } from '../../../contract/operations.ts'
import type { BridgeMeasure } from '../../../domain/bridge/bridge-parts.ts'
import type { FlowStep } from '../../../domain/movement-flow.ts'
import type { MovementClass } from '../../../domain/movement.ts'
import { queryOf } from '../../queries.ts'

/** The parts of the screen, in the order of its tabs. */
export const movementTabs = ['moves', 'retention', 'cohorts', 'reviews', 'drains', 'scoreboard'] as const
type MovementTab = (typeof movementTabs)[number]

export type MovementBy = NonNullable<Input<'getMovement'>['by']>
export type MovementSort = NonNullable<Input<'listMovements'>['sort']>

/** Which two ends are compared, and which part of the book, as the address has it. The later end is the period of every screen. */
export interface MovementSearch {
  readonly period?: string | undefined
  readonly from?: string | undefined
  readonly closed?: 'no' | undefined
  readonly within?: 'book' | 'mine' | undefined
  readonly owner?: string[] | undefined
  readonly territory?: string | undefined
  readonly segment?: string[] | undefined
  readonly parent?: string | undefined
  readonly tab?: MovementTab | undefined
  readonly by?: MovementBy | undefined
  readonly step?: FlowStep | undefined
  /** What makes a move up or down. */
  readonly bound?: 'money' | undefined
  readonly boundShare?: string | undefined
  readonly boundAmount?: string | undefined
  /** Which of the moves are listed. */
  readonly class?: MovementClass[] | undefined
  readonly gradeFrom?: string[] | undefined
  readonly gradeTo?: string[] | undefined
  readonly sort?: MovementSort | undefined
  /** Money of the later end at the rates of the base window. */
  readonly rate?: 'fixed' | undefined
  readonly measure?: BridgeMeasure | undefined
}

/** A change of the address: what is undefined goes out of it. */
export type ChangeMovement = (change: { [K in keyof MovementSearch]: MovementSearch[K] | undefined }) => void

/** The part of the book, as the questions about it take it. */
export function partOf({ within, owner, territory, segment, parent }: MovementSearch) {
  return {
    ...(within === undefined || within === 'book' ? {} : { within }),
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
    ...(segment === undefined ? {} : { segment }),
    ...(parent === undefined ? {} : { parent }),
  }
}

/** The two ends and the part of the book: what every question about movement takes. */
export function comparedOf(search: MovementSearch) {
  const { period, from, closed } = search
  return {
    ...(from === undefined ? {} : { from }),
    ...(period === undefined ? {} : { to: period }),
    ...(closed === undefined ? {} : { closed }),
    ...partOf(search),
  }
}

/** The bound beyond which a move is one; by grade unless something else is said. */
export function boundOf({ bound, boundShare, boundAmount }: MovementSearch) {
  if (bound === undefined) return {}
  return {
    bound,
    ...(boundShare === undefined ? {} : { boundShare }),
    ...(boundAmount === undefined ? {} : { boundAmount }),
  }
}

/** The moves that are listed. */
export function listedOf(search: MovementSearch) {
  const { class: classes, gradeFrom, gradeTo, sort } = search
  return {
    ...comparedOf(search),
    ...boundOf(search),
    ...(classes === undefined ? {} : { class: classes }),
    ...(gradeFrom === undefined ? {} : { gradeFrom }),
    ...(gradeTo === undefined ? {} : { gradeTo }),
    ...(sort === undefined ? {} : { sort }),
  }
}

/** The figures of the moves. The route asks for them while the screen is on its way. */
export function movementQuery(search: MovementSearch) {
  return queryOf('getMovement', {
    query: { ...comparedOf(search), ...boundOf(search), by: search.by ?? 'owner' },
  })
}
