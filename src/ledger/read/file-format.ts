/** What a file is inside, once unpacked. */
export type FileFormat = 'csv' | 'ndjson' | 'xlsx' | 'parquet'

/** What a file is packed in. */
export type Packing = 'none' | 'gzip' | 'zip'
