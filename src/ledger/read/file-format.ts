/** What a file is inside, once unpacked. */
export type FileFormat = 'csv' | 'ndjson' | 'xlsx' | 'parquet'

/** What a file is packed in. */
export type Packing = 'none' | 'gzip' | 'zip'

/** Endings that name a format, without a point. A file is known by its content; names matter where there is none yet. */
const dataNames = /\.(?:csv|tsv|txt|ndjson|jsonl|xlsx|xlsm|parquet)(?:\.gz)?$/i

export function isDataName(name: string): boolean {
  return dataNames.test(name)
}

/** What a file of text holds by its name: objects in lines, or rows. */
export function saysNdjson(name: string): boolean {
  return /\.(?:ndjson|jsonl)(?:\.(?:gz|zip))?$/i.test(name)
}
