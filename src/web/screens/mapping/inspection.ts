import type { Output } from '../../../contract/operations.ts'

/** What the server sees of the files of an upload, and how it would read them. */
export type Inspection = Output<'inspectUpload'>
export type InspectedFile = Inspection['files'][number]
export type Reading = InspectedFile['readings'][number]
export type FoundForm = NonNullable<Reading['decimal'] | Reading['dayOrder']>
export type Reason = Reading['reason']
