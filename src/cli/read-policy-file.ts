import { readJsonFile } from './read-json-file.ts'

/** The JSON of a file that holds a policy. */
export async function readPolicyFile(file: string): Promise<unknown> {
  return readJsonFile(file, 'policy')
}
