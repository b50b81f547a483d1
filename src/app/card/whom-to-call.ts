import type { Output } from '../../contract/operations.ts'
import { findRepContact } from '../../records/account-card.ts'
import type { RepContact } from '../../records/account-card.ts'
import type { RecordsView } from '../../records/records.ts'

type Call = Output<'getAccount'>['call']
type Desk = Pick<Call[number], 'name' | 'phone' | 'email'>

/** Whom to ring about an account: its owner, then the rep above, then the desk; whoever is not known is left out. */
export async function whomToCall(
  view: RecordsView,
  {
    owner,
    ownerName,
    desk,
  }: { readonly owner: string | null; readonly ownerName: string | null; readonly desk: Desk | null },
): Promise<Call> {
  const ofOwner = owner === null ? undefined : await findRepContact(view, owner)
  const manager = ofOwner?.manager ?? null
  const ofManager = manager === null ? undefined : await findRepContact(view, manager)
  return [
    ...(owner === null ? [] : [{ as: 'owner' as const, ...toPerson(ofOwner, ownerName ?? owner) }]),
    ...(manager === null ? [] : [{ as: 'manager' as const, ...toPerson(ofManager, manager) }]),
    ...(desk ? [{ as: 'desk' as const, name: desk.name, phone: desk.phone, email: desk.email }] : []),
  ]
}

/** A rep that invoices or owners name and no `reps` row does is called by the key. */
function toPerson(contact: RepContact | undefined, name: string): Desk {
  return { name: contact?.name ?? name, phone: contact?.phone ?? null, email: contact?.email ?? null }
}
