import { readFile } from 'node:fs/promises'
import { BookError } from '../app/error.ts'

/** The JSON of a file that holds a policy. */
export async function readPolicyFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new BookError(
      'bad-input',
      `Cannot read policy "${file}": ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
