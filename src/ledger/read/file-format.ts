/** What a file is inside, once unpacked. */
export type FileFormat = 'csv' | 'ndjson' | 'xlsx' | 'parquet'

/** What a file is packed in. */
export type Packing = 'none' | 'gzip' | 'zip'

/** How files of data are called. What is in them is known by their content; names say which files of a folder are meant. */
const dataEnding = /\.(?:(?:csv|tsv|txt|ndjson|jsonl|xlsx|xlsm|parquet)(?:\.(?:gz|zip))?|zip)$/i

export function isDataName(name: string): boolean {
  return dataEnding.test(name)
}

/** A name without what says its format: a file and its lines left out share it, which are written as CSV whatever it was. */
export function stemOf(name: string): string {
  return name.replace(dataEnding, '')
}

/** What a file of text holds by its name: objects in lines, or rows. */
export function saysNdjson(name: string): boolean {
  return /\.(?:ndjson|jsonl)(?:\.(?:gz|zip))?$/i.test(name)
}
