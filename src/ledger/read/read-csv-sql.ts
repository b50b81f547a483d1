import type { PreparedFile } from './prepare-file.ts'

const duckDbLineBytes = 2_000_000

/**
 * The `read_csv` call under which DuckDB sees a prepared file's rows as `prepareFile` counted them: every column as text
 * under the name given, an empty cell as null. Reading is not parallel where values hold line ends, because a thread
 * that starts inside such a value cannot know it.
 */
export function readCsvSql(file: PreparedFile, names: readonly string[] = file.header): string {
  const columns = names.map((name) => `${text(name)}: 'VARCHAR'`).join(', ')
  const options = [
    text(file.path),
    'auto_detect = false',
    'header = true',
    `delim = ${text(file.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = ''`,
    `columns = {${columns}}`,
  ]
  if (file.quotedNewlines) options.push('parallel = false')
  if (file.longestRecord > duckDbLineBytes) {
    const most = file.longestRecord + 1024
    options.push(`max_line_size = ${most}`, `buffer_size = ${most * 4}`)
  }
  return `read_csv(${options.join(', ')})`
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
