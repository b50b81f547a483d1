import type { Output } from '../../../contract/operations.ts'

export type MyBookData = Output<'getMyBook'>
