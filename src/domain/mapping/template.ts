import type { MappingDocument } from './document.ts'

/** A ready mapping for an export of a known system. */
export interface MappingTemplate {
  readonly id: string
  /** The system, such as Odoo. */
  readonly system: string
  /** Which export it reads, and where that is found in the system. */
  readonly how: string
  /** The page of the system's documentation that describes the export. */
  readonly page: string
  readonly document: MappingDocument
}
