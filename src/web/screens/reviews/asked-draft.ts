import type { Department } from '../../../domain/review/review.ts'
import { departments } from '../../../domain/review/review.ts'

/** Who is asked for the view of each department: a person by id, `anybody` of it, or nobody, where it is not there. */
export type AskedDraft = Readonly<Partial<Record<Department, string>>>

/** Stands for whoever of a department it is. */
export const anybody = 'anybody'

export const nobodyAsked: AskedDraft = {}

/** Who was asked, as fields hold it. */
export function draftOf(
  asked: readonly { readonly department: Department; readonly person: { readonly id: string } | null }[],
): AskedDraft {
  return Object.fromEntries(asked.map(({ department, person }) => [department, person?.id ?? anybody]))
}

/** The same as it is sent, in the order of the departments. */
export function askedOf(draft: AskedDraft): { department: Department; person: string | null }[] {
  return departments.flatMap((department) => {
    const person = draft[department]
    return person === undefined ? [] : [{ department, person: person === anybody ? null : person }]
  })
}

/** Asks a department, or asks it no more. */
export function withAsked(draft: AskedDraft, department: Department, person: string | null): AskedDraft {
  const { [department]: _before, ...others } = draft
  return person === null ? others : { ...others, [department]: person }
}
