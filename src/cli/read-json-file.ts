import { readFile } from 'node:fs/promises'
import { BookError } from '../app/error.ts'

/** The JSON of a file; `what` it holds is said where it cannot be read. */
export async function readJsonFile(file: string, what: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new BookError(
      'bad-input',
      `Cannot read ${what} "${file}": ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
